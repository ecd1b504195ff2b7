import assert from 'node:assert/strict'
import { compilePolicy } from './compile-policy.ts'
import { createLayer, type Layer } from './layer.ts'
import type { PolicyKind } from './policy.ts'
import type { Found, Request } from './request.ts'
import { sampleGrammar } from './sample-grammar.fixture.ts'

/** A layer of policies in the sample language, each given as its statements. */
export function layerOf(kind: PolicyKind, ...policies: readonly (readonly object[])[]): Layer {
  const grammar = sampleGrammar(kind, { statementsMax: 100, documentLengthMax: 100_000 })
  return createLayer(
    kind,
    policies.flatMap((statements, index) => {
      if (statements.length === 0) return []
      const compiled = compilePolicy(grammar, `p${index}`, { Version: 's', Statement: statements })
      assert('policy' in compiled, JSON.stringify(compiled))
      return [compiled.policy]
    }),
  )
}

/** A request to `do` something; `unknown` as the resource: its name is not known yet. */
export function requestFor(
  action: string | readonly [string, ...string[]],
  resource = 'r',
  values: Readonly<Record<string, Found>> = {},
): Request {
  return {
    action: { s: typeof action === 'string' ? [action] : action },
    resource: { s: resource === 'unknown' ? undefined : resource },
    context: { values: (key) => (Object.hasOwn(values, key) ? values[key] : undefined) },
  }
}
