import { type ThemeConfig, theme } from 'antd'

const shared = { borderRadius: 6, fontSize: 14, motion: false } as const

/** Greys and hues of antd that are too pale to be read (WCAG 2.2, 1.4.3), made stronger. */
const light: NonNullable<ThemeConfig['token']> = {
  ...shared,
  colorPrimary: '#0b57b7',
  colorLink: '#0b57b7',
  colorLinkHover: '#083e85',
  colorLinkActive: '#083e85',
  colorError: '#b42318',
  colorWarning: '#8a5300',
  colorSuccess: '#1b6e35',
  colorTextSecondary: '#4a4f57',
  colorTextTertiary: '#595f69',
  colorTextQuaternary: '#62676f',
  colorTextPlaceholder: '#62676f',
  colorTextDescription: '#4a4f57',
  colorTextDisabled: '#6b7079',
  colorBgLayout: '#f5f6f8',
}

const dark: NonNullable<ThemeConfig['token']> = {
  ...shared,
  colorPrimary: '#3b82d9',
  colorPrimaryText: '#7ab4f5',
  colorLink: '#7ab4f5',
  colorLinkHover: '#a5cdfa',
  colorLinkActive: '#a5cdfa',
  colorError: '#ff8f87',
  colorWarning: '#f0b955',
  colorSuccess: '#6fcf8b',
  colorTextSecondary: '#c3c7ce',
  colorTextTertiary: '#b0b5bd',
  colorTextQuaternary: '#a3a8b1',
  colorTextPlaceholder: '#a3a8b1',
  colorTextDescription: '#c3c7ce',
  colorTextDisabled: '#9096a0',
}

/** Its colours are CSS variables of everything below an element of the class `tagplane`. */
export function themeOf(isDark: boolean): ThemeConfig {
  return {
    algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: isDark ? dark : light,
    cssVar: { key: 'tagplane' },
    components: isDark
      ? { Button: { primaryColor: '#0b1420', colorPrimary: '#7ab4f5' } }
      : { Segmented: { trackBg: '#e4e7ec' } },
  }
}
