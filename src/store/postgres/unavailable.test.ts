import { expect, test } from 'vitest'
import { StoreUnavailable } from '../store-error.ts'
import { asUnavailable } from './unavailable.ts'

/** What `pg` makes of an error that the server answers. */
const answered = (code: string) => Object.assign(new Error('it failed'), { severity: 'ERROR', code })

test.each(['28P01', '28000', '42501', '3D000'])('%s is mended on the server, and told as what may pass', (code) => {
  const cause = answered(code)
  const told = asUnavailable(cause)
  expect(told).toBeInstanceOf(StoreUnavailable)
  expect(told).toMatchObject({ cause, message: 'PostgreSQL does not allow it: it failed' })
})

test.each(['08006', '53100', '57P03', '25006', '40001', '55P03'])('%s may pass by itself', (code) => {
  expect(asUnavailable(answered(code))).toHaveProperty('message', 'PostgreSQL is out of reach: it failed')
})

test.each(['42P01', '22P02', '23505', 'XX000'])('%s stays what it is', (code) => {
  const error = answered(code)
  expect(asUnavailable(error)).toBe(error)
})
