import type { ReactNode } from 'react'
import { Navigate, useLocation } from 'react-router'
import { Failure } from '../parts/failure.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { useSession } from './use-session.ts'

/** What only somebody who is signed in sees; all others are sent to sign in. */
export function RequireSession({ children }: { readonly children: ReactNode }) {
  const { pathname, search } = useLocation()
  const { data: session, error } = useSession()
  if (error) return <Failure error={error} />
  if (!session) return <Waiting />
  if (session.principals.length > 0) return children
  const to = `${pathname}${search}`
  return <Navigate replace to={to === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(to)}`} />
}
