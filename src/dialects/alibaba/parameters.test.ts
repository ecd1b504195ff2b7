import { expect, test } from 'vitest'
import { parametersMax } from './limits.ts'
import { readParameters } from './parameters.ts'

const form = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' }

function read(query: string, body = '', headers: Record<string, string> = form) {
  return readParameters({ target: `/?${query}`, headers, body: Buffer.from(body) })
}

test('query and form are one map', () => {
  expect([...read('A=1&B=2', 'C=3').values]).toEqual([
    ['A', '1'],
    ['B', '2'],
    ['C', '3'],
  ])
})

test('an empty value and a missing sign are both the empty text', () => {
  expect([...read('A=&B').values]).toEqual([
    ['A', ''],
    ['B', ''],
  ])
})

test('raw marks are signed in their encoded form', () => {
  expect(read("TagKey.1=k+1*~!'()").query.map(({ canonical }) => canonical)).toEqual(['TagKey.1=k%201%2A~%21%27%28%29'])
})

test('names of prototype members are ordinary names', () => {
  expect(read('__proto__=1&constructor=2').values.get('__proto__')).toBe('1')
})

test('a body of another type has no parameters', () => {
  expect(read('A=1', '{"B":2}', { 'content-type': 'application/json' }).values.size).toBe(1)
})

test.each([
  ['in the query', 'A=1&A=2', ''],
  ['in the form', '', 'A=1&A=1'],
  ['in both', 'A=1', 'A=2'],
])('a name given twice %s is refused', (_where, query, body) => {
  expect(read(query, body).problem).toMatchObject({ code: 'InvalidParameter', message: 'Send parameter "A" only once' })
})

test.each(['A=%', 'A=%zz', 'A=%C0%80', '%ff=1'])('%s is refused, and what else can be read is read', (query) => {
  const { problem, values } = read(`${query}&Format=JSON`)
  expect(problem).toMatchObject({ status: 400, code: 'InvalidParameter' })
  expect(values.get('Format')).toBe('JSON')
})

test('a form that is not escaped ASCII is refused', () => {
  expect(read('', 'A=é').problem).toMatchObject({ code: 'InvalidParameter' })
})

test('the most parameters are read, one more is refused', () => {
  const many = Array.from({ length: parametersMax }, (_, index) => `P${index}=`).join('&')
  expect(read(many).problem).toBeUndefined()
  expect(read(many, 'Q=').problem).toMatchObject({ message: `Send at most ${parametersMax} parameters` })
})
