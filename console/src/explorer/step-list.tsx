import type { SignatureStep } from '../api/api-types.ts'
import { useTexts } from '../texts/use-texts.ts'
import { CodeText } from './code-text.tsx'

interface StepListProps {
  readonly title: string
  readonly steps: readonly SignatureStep[]
}

/** The steps of a signature, each with what comes of it, by the vendor's name. */
export function StepList({ title, steps }: StepListProps) {
  const t = useTexts().explorer
  return (
    <section className="panel stack" aria-label={title}>
      <h2>{title}</h2>
      <ol className="explorer-steps">
        {steps.map(({ id, name, text }) => (
          <li key={id}>
            <h3>{name}</h3>
            {text === undefined ? <p className="quiet">{t.secret}</p> : <CodeText text={text} what={name} />}
          </li>
        ))}
      </ol>
    </section>
  )
}
