import { expect, test } from 'vitest'
import { StoreError } from '../store/store-error.ts'
import { toldError } from './told-error.ts'

const error = (message: string, properties: object) => Object.assign(new Error(message), properties)

test.each([
  [new StoreError('There is no data'), 'There is no data'],
  [error('database or disk is full', { code: 'SQLITE_FULL' }), 'The disk is full or failing: '],
  [error('ENOSPC: no space left', { code: 'ENOSPC', syscall: 'write' }), 'The disk is full or failing: ENOSPC'],
  [error('EACCES: permission denied', { code: 'EACCES', syscall: 'open' }), 'The system refuses it: EACCES'],
  [error('database disk image is malformed', { code: 'SQLITE_CORRUPT' }), 'The data is damaged: '],
  [error('permission denied', { code: '42501', severity: 'ERROR' }), 'PostgreSQL does not allow it: permission denied'],
  [error('too many clients', { code: '53300', severity: 'FATAL' }), 'PostgreSQL is out of reach: too many clients'],
])('%s is told in a sentence', (thrown, told) => {
  expect(toldError(thrown)).toContain(told)
})

test.each([
  [new TypeError('x is not a function')],
  [error('syntax error', { code: '42601', severity: 'ERROR' })],
  ['text'],
])('a bug is not: %s', (thrown) => {
  expect(toldError(thrown)).toBeUndefined()
})
