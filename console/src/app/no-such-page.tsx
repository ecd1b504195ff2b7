import { Link } from 'react-router'
import { useTitle } from '../parts/use-title.ts'
import { useTexts } from '../texts/use-texts.ts'

export function NoSuchPage() {
  const t = useTexts()
  useTitle(t.noSuchPage.title)
  return (
    <>
      <h1>{t.noSuchPage.title}</h1>
      <Link to="/">{t.nav.fleet}</Link>
    </>
  )
}
