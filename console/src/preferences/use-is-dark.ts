import { usePreferences } from './preferences.tsx'
import { useMedia } from './use-media.ts'

/** Whether to draw on dark: as chosen, else as the system has it. */
export function useIsDark(): boolean {
  const { scheme } = usePreferences()
  const isSystemDark = useMedia('(prefers-color-scheme: dark)')
  return scheme === 'system' ? isSystemDark : scheme === 'dark'
}
