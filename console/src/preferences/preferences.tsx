import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import { readStored, writeStored } from './stored.ts'

export type Language = 'en' | 'zh'

const schemes = ['system', 'light', 'dark'] as const
export type Scheme = (typeof schemes)[number]

/** How its user wants the console to be; kept in the browser. */
export interface Preferences {
  readonly language: Language
  readonly scheme: Scheme
  setLanguage(language: Language): void
  setScheme(scheme: Scheme): void
}

const Context = createContext<Preferences | undefined>(undefined)

export function PreferencesProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useKept('tagplane-language', preferredLanguages())
  const [scheme, setScheme] = useKept<Scheme>('tagplane-scheme', schemes)
  const preferences = useMemo(
    () => ({ language, scheme, setLanguage, setScheme }),
    [language, scheme, setLanguage, setScheme],
  )
  return <Context value={preferences}>{children}</Context>
}

/** @throws Error outside of its provider */
export function usePreferences(): Preferences {
  const preferences = useContext(Context)
  if (!preferences) throw new Error('Preferences are read outside of their provider')
  return preferences
}

/** That of the browser first. */
function preferredLanguages(): readonly [Language, Language] {
  return navigator.language.toLowerCase().startsWith('zh') ? ['zh', 'en'] : ['en', 'zh']
}

function useKept<Choice extends string>(name: string, choices: readonly [Choice, ...Choice[]]) {
  const [choice, setChoice] = useState(() => readStored(name, choices))
  const choose = useCallback(
    (next: Choice) => {
      writeStored(name, next)
      setChoice(next)
    },
    [name],
  )
  return [choice, choose] as const
}
