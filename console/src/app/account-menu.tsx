import { Button } from 'antd'
import { Link } from 'react-router'
import { CloudName } from '../clouds/cloud-name.tsx'
import { useClouds } from '../clouds/use-clouds.ts'
import { Moment } from '../parts/moment.tsx'
import { useSession, useSignOut } from '../session/use-session.ts'
import { useTexts } from '../texts/use-texts.ts'
import { HeaderMenu } from './header-menu.tsx'

/** As whom one is signed in, at which clouds; the way out, and to the other cloud. */
export function AccountMenu() {
  const t = useTexts()
  const principals = useSession().data?.principals ?? []
  const signOut = useSignOut()
  const isSomewhereElse = principals.length < useClouds().length
  return (
    <HeaderMenu label={principals.map(({ name, account }) => name || account).join(', ')}>
      {principals.map(({ cloud, actor, expiresAt }) => (
        <div className="account" key={cloud}>
          <CloudName cloud={cloud} />
          <code>{actor}</code>
          {expiresAt !== undefined && (
            <span>
              {t.account.until} <Moment at={expiresAt} />
            </span>
          )}
          <Button onClick={() => signOut.mutate(cloud)}>{t.account.signOut}</Button>
        </div>
      ))}
      {isSomewhereElse && <Link to="/sign-in?another">{t.account.another}</Link>}
      {principals.length > 1 && <Button onClick={() => signOut.mutate(undefined)}>{t.account.signOutAll}</Button>}
    </HeaderMenu>
  )
}
