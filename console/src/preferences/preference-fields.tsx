import { Segmented } from 'antd'
import { useTexts } from '../texts/use-texts.ts'
import { usePreferences } from './preferences.tsx'

/** Each language in itself, to be found by whoever reads no other. */
const languageNames = [
  { value: 'en' as const, label: 'English' },
  { value: 'zh' as const, label: '中文' },
]

export function PreferenceFields() {
  const t = useTexts().preferences
  const { language, scheme, setLanguage, setScheme } = usePreferences()
  return (
    <div className="preferences">
      <Segmented aria-label={t.language} value={language} options={languageNames} onChange={setLanguage} />
      <Segmented
        aria-label={t.scheme}
        value={scheme}
        options={[
          { value: 'system' as const, label: t.system },
          { value: 'light' as const, label: t.light },
          { value: 'dark' as const, label: t.dark },
        ]}
        onChange={setScheme}
      />
    </div>
  )
}
