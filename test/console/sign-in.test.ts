import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { admins, type ConsoleWindow, openConsole } from './console-window.ts'

let console: ConsoleWindow
beforeAll(async () => {
  console = await openConsole()
})
afterAll(() => console[Symbol.asyncDispose]())
afterEach(() => expect(console.problems()).toEqual([]))

async function signInWithKey(page: Page, id: string, secret: string) {
  await page.getByLabel('Access key ID').fill(id)
  await page.getByLabel('Secret access key').fill(secret)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

test('whoever is not signed in is asked to, and comes back to where he wanted to be', async () => {
  const page = await console.open('/?where=env+%3D+prod', { as: [] })
  await signInWithKey(page, 'LTAI5tExampleRootKey', 'ExampleRootSecret0000000000000')
  await page.getByRole('table').waitFor()
  expect(new URL(page.url()).searchParams.get('where')).toBe('env = prod')
})

test('a wrong secret is refused, and says no more than that', async () => {
  const page = await console.open('/', { as: [] })
  await signInWithKey(page, 'LTAI5tExampleRootKey', 'wrong')
  await expect.poll(() => page.getByRole('alert').textContent()).toContain('nobody is let in with them')
})

test('a user with a password, beside the other cloud; each can be left alone', async () => {
  const page = await console.open('/', { as: admins.slice(0, 1) })
  await page.getByText(/found/).waitFor()
  await page.getByRole('button', { name: 'acme' }).click()
  await page.getByRole('link', { name: 'Sign in at another cloud' }).click()
  await page.getByText('User and password').click()
  await page.getByLabel('Account name').fill('acme')
  await page.getByLabel('User name').fill('ops')
  await page.getByLabel('Password', { exact: true }).fill('Example-Ops-Passw0rd')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('42 found').waitFor()
  await page.getByRole('button', { name: 'acme, ops' }).click()
  await page.getByRole('button', { name: 'Sign out', exact: true }).first().click()
  await page.getByRole('button', { name: 'ops', exact: true }).waitFor()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
})

test('the link that the start prints signs in at both clouds, once, and leaves the address', async () => {
  const link = /#sign-in=\S+/.exec(console.server.output())?.[0] ?? ''
  const page = await console.open(`/${link}`, { as: [] })
  await page.getByText('42 found').waitFor()
  expect(page.url()).not.toContain('sign-in')
  const again = await console.open(`/${link}`, { as: [] })
  await again.getByText('The link was used already').waitFor()
})

test('a session that ended leads to signing in', async () => {
  const page = await console.open('/', { as: admins })
  await page.getByText('42 found').waitFor()
  await page.context().clearCookies()
  await page.getByRole('link', { name: 'Tags', exact: true }).click()
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
})

test.each([
  ['//evil.example/', '/console'],
  ['https://evil.example/', '/console'],
])('a link that asks to go to %j after signing in stays here', async (to, path) => {
  const page = await console.open(`/sign-in?to=${encodeURIComponent(to)}`)
  await page.getByText('42 found').waitFor()
  expect(page.url()).toBe(`${console.server.url}${path}`)
})
