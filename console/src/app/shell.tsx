import { useEffect, useRef } from 'react'
import { NavLink, Outlet, useLocation } from 'react-router'
import { PreferenceFields } from '../preferences/preference-fields.tsx'
import { useTexts } from '../texts/use-texts.ts'
import { AccountMenu } from './account-menu.tsx'
import { HeaderMenu } from './header-menu.tsx'
import './shell.css'

/** What stands around every page. */
export function Shell() {
  const t = useTexts()
  return (
    <>
      <a className="skip-link" href="#page">
        {t.nav.skip}
      </a>
      <header className="shell-header">
        <span className="shell-brand">Tagplane</span>
        <nav aria-label={t.nav.label}>
          <NavLink to="/" end>
            {t.nav.fleet}
          </NavLink>
          <NavLink to="/tags">{t.nav.tags}</NavLink>
          <NavLink to="/history">{t.nav.history}</NavLink>
          <NavLink to="/explorer">{t.nav.explorer}</NavLink>
        </nav>
        <HeaderMenu label={t.preferences.label}>
          <PreferenceFields />
        </HeaderMenu>
        <AccountMenu />
      </header>
      <Page />
    </>
  )
}

/** Takes the focus when another page comes, so that a screen reader begins there. */
function Page() {
  const { pathname } = useLocation()
  const main = useRef<HTMLElement>(null)
  const shown = useRef(pathname)
  useEffect(() => {
    if (shown.current === pathname) return
    shown.current = pathname
    main.current?.focus()
  }, [pathname])
  return (
    <main className="page" id="page" ref={main} tabIndex={-1}>
      <Outlet />
    </main>
  )
}
