import { App, ConfigProvider } from 'antd'
import enUS from 'antd/es/locale/en_US'
import zhCN from 'antd/es/locale/zh_CN'
import { type ReactNode, useEffect } from 'react'
import { usePreferences } from '../preferences/preferences.tsx'
import { useIsDark } from '../preferences/use-is-dark.ts'
import { styleNonce } from './style-nonce.ts'
import { themeOf } from './theme.ts'

const locales = { en: enUS, zh: zhCN } as const

/** Language and colours of all components. */
export function Look({ children }: { readonly children: ReactNode }) {
  const { language } = usePreferences()
  const isDark = useIsDark()
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  }, [language])
  useEffect(() => {
    document.documentElement.dataset.scheme = isDark ? 'dark' : 'light'
  }, [isDark])
  return (
    <ConfigProvider
      csp={{ nonce: styleNonce }}
      locale={locales[language]}
      theme={themeOf(isDark)}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
    >
      <App>{children}</App>
    </ConfigProvider>
  )
}
