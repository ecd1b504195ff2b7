import { Link } from 'react-router'
import { quoteText } from '../../../src/tags/selector/quote-text.ts'
import { Failure } from '../parts/failure.tsx'
import { useFormats } from '../parts/use-formats.ts'
import { Waiting } from '../parts/waiting.tsx'
import { useTagValues } from '../search/use-counts.ts'
import { useTexts } from '../texts/use-texts.ts'
import { SpellingsList } from './spellings-list.tsx'

const valuesMax = 1000

/** The values of a key; each leads to the instances that carry it. */
export function ValuesPanel({ tagKey }: { readonly tagKey: string }) {
  const t = useTexts().tags
  const { number } = useFormats()
  const { data, error } = useTagValues(tagKey, { limit: valuesMax })
  return (
    <div className="stack">
      <SpellingsList
        title={t.similarValues(tagKey)}
        counts={data?.counts ?? []}
        editTo={(kept, others) => ({ replace: others.map((value) => ({ key: tagKey, value, by: { value: kept } })) })}
        whereAny={(others) => `${quoteText(tagKey)} in (${others.map(quoteText).join(', ')})`}
      />
      <section className="panel stack" aria-label={t.values(tagKey)}>
        <h2>{t.values(tagKey)}</h2>
        {error ? <Failure error={error} /> : !data && <Waiting />}
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t.value}</th>
              <th scope="col">{t.instances}</th>
            </tr>
          </thead>
          <tbody>
            {data?.counts.map(({ text, instances }) => (
              <tr key={text}>
                <th scope="row">
                  <Link to={`/?where=${encodeURIComponent(`${quoteText(tagKey)} = ${quoteText(text)}`)}`}>
                    {text === '' ? t.emptyValue : text}
                  </Link>
                </th>
                <td>{number(instances)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}
