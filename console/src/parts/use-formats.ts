import { usePreferences } from '../preferences/preferences.tsx'

const numbers = { en: new Intl.NumberFormat('en'), zh: new Intl.NumberFormat('zh-CN') } as const
const shares = {
  en: new Intl.NumberFormat('en', { style: 'percent' }),
  zh: new Intl.NumberFormat('zh-CN', { style: 'percent' }),
} as const

/** How numbers are written in the language chosen. */
export function useFormats() {
  const { language } = usePreferences()
  return {
    number: (value: number) => numbers[language].format(value),
    /** @param value 0 to 1 */
    share: (value: number) => shares[language].format(value),
  }
}
