import { expect, test } from 'vitest'
import { exportFormats } from './export-format.ts'

const instance = (name: string, tags: readonly { key: string; value: string }[] = []) => ({
  cloud: 'one',
  tenant: 't',
  region: 'r',
  id: 'i',
  name,
  createdAt: '2026-01-31T08:00:00.000Z',
  tags,
})

const { csv, ndjson } = exportFormats

test('a table begins with the names of its columns', () => {
  expect(csv.head(['env', 'a,b'])).toBe('cloud,tenant,region,id,name,createdAt,env,"a,b",tags\r\n')
})

test.each([
  ['plain', 'plain'],
  ['a,b', '"a,b"'],
  ['a"b', '"a""b"'],
  ['a\r\nb', '"a\r\nb"'],
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@x', "'@x"],
  ['=a,b', `"'=a,b"`],
])('%j is written as %j', (name, cell) => {
  expect(csv.line(instance(name), [])).toBe(`one,t,r,i,${cell},2026-01-31T08:00:00.000Z,{}\r\n`)
})

test('a key has its column, and every tag is in the last one', () => {
  const tags = [
    { key: 'env', value: 'prod' },
    { key: '__proto__', value: 'x' },
  ]
  expect(csv.line(instance('n', tags), ['env', 'owner'])).toBe(
    'one,t,r,i,n,2026-01-31T08:00:00.000Z,prod,,"{""env"":""prod"",""__proto__"":""x""}"\r\n',
  )
})

test('a line of JSON is the instance', () => {
  expect(JSON.parse(ndjson.line(instance('a\nb'), []))).toEqual(instance('a\nb'))
  expect(ndjson.line(instance('a\nb'), [])).toMatch(/^[^\n]*\n$/)
})
