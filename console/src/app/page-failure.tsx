import { useRouteError } from 'react-router'
import { Failure } from '../parts/failure.tsx'

/** What is shown in the place of a page that broke. */
export function PageFailure() {
  const error = useRouteError()
  return (
    <main className="page">
      <Failure error={error instanceof Error ? error : new Error(String(error))} />
    </main>
  )
}
