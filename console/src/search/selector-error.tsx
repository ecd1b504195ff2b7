import { ApiError } from '../api/api-error.ts'
import { Failure } from '../parts/failure.tsx'
import { useTexts } from '../texts/use-texts.ts'

interface SelectorErrorProps {
  readonly id: string
  readonly text: string
  readonly error: Error
}

/** Says what is wrong with a selector, and points at it. */
export function SelectorError({ id, text, error }: SelectorErrorProps) {
  const t = useTexts().search
  const column = error instanceof ApiError ? error.details.column : undefined
  if (column === undefined) {
    return (
      <div id={id}>
        <Failure error={error} />
      </div>
    )
  }
  const characters = Array.from(text)
  return (
    <div className="selector-error" id={id} role="alert">
      <div>
        {t.column(column)}: {error.message}
      </div>
      <pre aria-hidden="true">
        {characters.slice(0, column - 1).join('')}
        <mark>{characters[column - 1] ?? ' '}</mark>
        {characters.slice(column).join('')}
      </pre>
    </div>
  )
}
