import { expect, test } from 'vitest'
import { similarSpellings } from './similar.ts'

function groups(...texts: readonly string[]) {
  const counts = texts.map((text, index) => ({ text, instances: texts.length - index }))
  return similarSpellings(counts).map((group) => group.map(({ text }) => text))
}

test.each([
  ['letter case', ['env', 'Env', 'ENV']],
  ['marks between words', ['cost-center', 'cost_center', 'CostCenter']],
  ['a letter too few', ['environment', 'enviroment']],
  ['two letters swapped', ['prod', 'prdo']],
  ['an abbreviation', ['env', 'Environment', 'enviroment']],
])('%s makes no other tag', (_what, texts) => {
  expect(groups(...texts)).toEqual([texts])
})

test.each([
  ['short texts', ['dev', 'sev']],
  ['numbers', ['shard-1001', 'shard-1002']],
  ['other words', ['team', 'owner', 'env', 'app']],
  ['nothing but marks', ['-', '_']],
  ['a word and two words that begin with it', ['cost', 'cost-center', 'costCenter2']],
])('%s are not taken for the same', (_what, texts) => {
  expect(groups(...texts)).toEqual([])
})

test('the most frequent spelling comes first', () => {
  expect(groups('env', 'team', 'Env')).toEqual([['env', 'Env']])
})

test('thousands of texts are compared in no time that anybody notices', () => {
  expect(groups(...Array.from({ length: 5000 }, (_, index) => `key-of-some-length-${index}`))).toEqual([])
})
