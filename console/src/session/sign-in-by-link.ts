import { redirect } from 'react-router'
import { callApi } from '../api/call-api.ts'

/** Signs in with the secret of a one-time link, which is gone from the address before it is sent. */
export async function signInByLink(): Promise<Response | null> {
  const [, signInToken] = /^#sign-in=([\w-]+)$/.exec(location.hash) ?? []
  if (signInToken === undefined) return null
  history.replaceState(null, '', location.pathname)
  try {
    await callApi('SignIn', { signInToken })
    return redirect('/')
  } catch {
    return redirect('/sign-in?link=spent')
  }
}
