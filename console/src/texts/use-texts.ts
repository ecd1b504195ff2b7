import { type Language, usePreferences } from '../preferences/preferences.tsx'
import { en, type Texts } from './en.ts'
import { zh } from './zh.ts'

const texts: Readonly<Record<Language, Texts>> = { en, zh }

/** All texts of the console, in the language chosen. */
export function useTexts(): Texts {
  return texts[usePreferences().language]
}
