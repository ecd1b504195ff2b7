import type { CodeSample } from '../../code-sample.ts'
import type { PlainCall } from '../../explorer-rules.ts'
import { ParameterProblem } from '../../parameter-problem.ts'
import { flatParameters } from '../explorer/flat-parameters.ts'
import { operationNamed } from '../explorer/operation-named.ts'
import { aliyunCli } from './aliyun-cli.ts'
import { curl } from './curl.ts'
import { go } from './go.ts'
import { python } from './python.ts'
import type { SampleCall } from './sample-call.ts'
import { terraform } from './terraform.ts'
import { typescript } from './typescript.ts'

const writers: readonly ((call: SampleCall) => CodeSample | undefined)[] = [
  curl,
  typescript,
  python,
  go,
  aliyunCli,
  terraform,
]

/** A call as code of each client that can make it. */
export function samplesOf(
  { operation: name, parameters }: PlainCall,
  origin: URL,
): readonly CodeSample[] | ParameterProblem {
  const operation = operationNamed(name)
  const flat = flatParameters(operation, parameters)
  if (flat instanceof ParameterProblem) return flat
  return writers.flatMap((write) => write({ operation, parameters, flat, origin }) ?? [])
}
