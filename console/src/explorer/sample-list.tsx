import type { Sample } from '../api/api-types.ts'
import { useTexts } from '../texts/use-texts.ts'
import { CodeText } from './code-text.tsx'

/** A call as code of each client, folded. */
export function SampleList({ samples }: { readonly samples: readonly Sample[] }) {
  const t = useTexts().explorer
  return (
    <section className="panel stack" aria-label={t.samples}>
      <h2>{t.samples}</h2>
      {samples.map(({ client, title, install, tested, text }) => (
        <details key={client}>
          <summary>
            {title} {!tested && <span className="quiet">({t.notRun})</span>}
          </summary>
          <div className="stack">
            {install !== undefined && <CodeText text={install} what={`${title}: ${install.split(' ', 1)[0]}`} />}
            <CodeText text={text} what={title} />
          </div>
        </details>
      ))}
    </section>
  )
}
