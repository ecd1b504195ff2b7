import type { CodeSample } from '../../code-sample.ts'
import type { PlainCall } from '../../explorer-rules.ts'
import { ParameterProblem } from '../../parameter-problem.ts'
import { operationNamed } from '../explorer/operation-named.ts'
import { type PlainRequest, plainRequest } from '../explorer/plain-request.ts'
import { curl } from './curl.ts'
import { go } from './go.ts'
import { kooCli } from './koo-cli.ts'
import { python } from './python.ts'
import { terraform } from './terraform.ts'
import { typescript } from './typescript.ts'

const writers: readonly ((request: PlainRequest, origin: URL) => CodeSample | undefined)[] = [
  curl,
  typescript,
  python,
  go,
  kooCli,
  terraform,
]

/** A call as code of each client that can make it. */
export function samplesOf({ operation, parameters }: PlainCall, origin: URL): readonly CodeSample[] | ParameterProblem {
  const request = plainRequest(operationNamed(operation), parameters)
  return request instanceof ParameterProblem ? request : writers.flatMap((write) => write(request, origin) ?? [])
}
