import { expect, test } from 'vitest'
import { generatePassword } from './password.ts'

const made = Array.from({ length: 200 }, generatePassword)

test('a password that is made up has letters of each kind, none that looks like another, and is never the same', () => {
  for (const password of made) {
    expect(password).toMatch(/^[A-Za-z2-9!@%+=_-]{24}$/)
    for (const kind of [/[A-Z]/, /[a-z]/, /\d/, /[!@%+=_-]/]) expect(password).toMatch(kind)
    expect(password).not.toMatch(/[IOl01]/)
  }
  expect(new Set(made).size).toBe(made.length)
})

test('the kinds stand in no order', () => {
  expect(new Set(made.map((password) => password.search(/\d/))).size).toBeGreaterThan(3)
})
