import { expect, test } from 'vitest'
import { createSignInLinks, linkMs } from './sign-in-links.ts'

test('a link is good once', () => {
  const links = createSignInLinks()
  const secret = links.issue(0)
  expect([links.spend(secret, 1), links.spend(secret, 1)]).toEqual([true, false])
})

test('a link is good for ten minutes', () => {
  const links = createSignInLinks()
  const [early, late] = [links.issue(0), links.issue(0)]
  expect([links.spend(early, linkMs - 1), links.spend(late, linkMs)]).toEqual([true, false])
})

test('nothing else is a link', () => {
  const links = createSignInLinks()
  links.issue(0)
  expect([links.spend('', 1), links.spend('__proto__', 1)]).toEqual([false, false])
})

test('each link is another', () => {
  const links = createSignInLinks()
  expect(links.issue(0)).not.toBe(links.issue(0))
})

test('of too many links the oldest ends', () => {
  const links = createSignInLinks()
  const secrets = Array.from({ length: 101 }, () => links.issue(0))
  expect(secrets.map((secret) => links.spend(secret, 1)).indexOf(true)).toBe(1)
})
