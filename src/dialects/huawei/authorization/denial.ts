import type { Call } from '../call.ts'
import type { AskedFacts } from '../policy/iam-context.ts'
import { services } from '../services.ts'
import type { WireError } from '../wire-error.ts'
import type { Finding } from './finding.ts'

/** Of what a caller asks, at most so many tags, and so many characters of each text, are kept in a diagnosis. */
const tagsMax = 20
const textLengthMax = 256

/** The answer to a caller who may not do what he asks, in the words of the service; the reasons are sealed. */
export function denialOf({ operation, access, requestId, caller: { session } }: Call, finding: Finding): WireError {
  const action = operation.access.action ?? operation.name
  const facts = { ...finding.facts, asked: excerptOf(finding.facts.asked) }
  const diagnosis = access.sealDiagnosis(JSON.stringify({ requestId, action, session, ...finding, facts }))
  return services[operation.service].denied(action, diagnosis)
}

/** A caller may name thousands of keys, each as long as his body: what is answered stays small. */
function excerptOf(asked: AskedFacts | 'unknown'): AskedFacts | 'unknown' {
  if (asked === 'unknown') return asked
  const tags = asked.tags.slice(0, tagsMax).map(({ key, value }) => ({ key: cut(key), value: cut(value) }))
  return { ...asked, tags, tagKeys: asked.tagKeys.slice(0, tagsMax).map(cut) }
}

function cut(text: string): string {
  return text.slice(0, textLengthMax)
}
