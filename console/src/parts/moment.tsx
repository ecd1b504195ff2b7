import { usePreferences } from '../preferences/preferences.tsx'

const formats = {
  en: new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' }),
  zh: new Intl.DateTimeFormat('zh-CN', { dateStyle: 'medium', timeStyle: 'medium' }),
} as const

/** A moment in the time of the reader. @param at as the API has it */
export function Moment({ at }: { readonly at: string }) {
  const { language } = usePreferences()
  return (
    <time dateTime={at} title={at}>
      {formats[language].format(new Date(at))}
    </time>
  )
}
