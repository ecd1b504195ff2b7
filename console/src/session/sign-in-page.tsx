import { Alert, Segmented } from 'antd'
import { useState } from 'react'
import { Navigate, useSearchParams } from 'react-router'
import type { Cloud } from '../api/api-types.ts'
import { useClouds } from '../clouds/use-clouds.ts'
import { Failure } from '../parts/failure.tsx'
import { useTitle } from '../parts/use-title.ts'
import { Waiting } from '../parts/waiting.tsx'
import { PreferenceFields } from '../preferences/preference-fields.tsx'
import { usePreferences } from '../preferences/preferences.tsx'
import { useTexts } from '../texts/use-texts.ts'
import { KeyForm } from './key-form.tsx'
import { PasswordForm } from './password-form.tsx'
import { useSession } from './use-session.ts'
import './sign-in-page.css'

/** Where somebody shows who he is at one cloud; signed in at one, he comes back for the other. */
export function SignInPage() {
  const t = useTexts()
  useTitle(t.signIn.title)
  const { language } = usePreferences()
  const [address] = useSearchParams()
  const clouds = useClouds()
  const { data: session, error } = useSession()
  const [chosen, setChosen] = useState<string>()
  if (error) return <Failure error={error} />
  if (!session) return <Waiting />
  const signedIn = session.principals.map((principal) => principal.cloud)
  const cloud = clouds.find(({ name }) => name === chosen) ?? clouds.find(({ name }) => !signedIn.includes(name))
  const isDone = signedIn.length > 0 && (!address.has('another') || signedIn.length === clouds.length)
  if (isDone) return <Navigate replace to={ownPath(address.get('to'))} />
  return (
    <main className="sign-in">
      <h1>Tagplane</h1>
      <p>{t.signIn.about}</p>
      {address.get('link') === 'spent' && <Alert type="warning" showIcon title={t.signIn.linkSpent} />}
      <Segmented
        block
        aria-label={t.signIn.cloud}
        value={cloud?.name ?? ''}
        options={clouds.map(({ name, words }) => ({ value: name, label: words[language].cloud }))}
        onChange={setChosen}
      />
      {cloud && <ProofForms key={cloud.name} cloud={cloud} />}
      <PreferenceFields />
    </main>
  )
}

function ProofForms({ cloud }: { readonly cloud: Cloud }) {
  const t = useTexts()
  const [method, setMethod] = useState<'key' | 'password'>('key')
  return (
    <>
      {cloud.passwords && (
        <Segmented
          block
          aria-label={t.signIn.method}
          value={method}
          options={[
            { value: 'key', label: t.signIn.accessKey },
            { value: 'password', label: t.signIn.user },
          ]}
          onChange={setMethod}
        />
      )}
      {method === 'key' ? <KeyForm cloud={cloud.name} /> : <PasswordForm cloud={cloud.name} />}
    </>
  )
}

/** A path of this console, whatever the address says. */
function ownPath(to: string | null): string {
  return to?.startsWith('/') && !to.startsWith('//') ? to : '/'
}
