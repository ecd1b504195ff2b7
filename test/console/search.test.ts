import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type ConsoleWindow, openConsole } from './console-window.ts'

let console: ConsoleWindow
beforeAll(async () => {
  console = await openConsole()
})
afterAll(() => console[Symbol.asyncDispose]())
afterEach(() => expect(console.problems()).toEqual([]))

const searchField = (page: Page) => page.getByRole('combobox', { name: 'Search by tags' })
const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.getAll(name)

test('a search is written with the keyboard alone, with keys, operators and values offered', async () => {
  const page = await console.open('/')
  await page.getByText('42 found').waitFor()
  await searchField(page).focus()
  await page.keyboard.type('owne')
  await page.getByRole('option', { name: 'owner' }).first().waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.keyboard.type('mis')
  await page.getByRole('option', { name: 'missing' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Tab')
  await page.keyboard.type('and env = pro')
  await page.getByRole('option', { name: 'production' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  expect(await searchField(page).inputValue()).toBe('owner missing and env = prod ')
  await page.keyboard.press('Enter')
  await expect.poll(() => parameter(page, 'where')).toEqual(['owner missing and env = prod'])
  await page.getByRole('link', { name: 'search-suggest' }).waitFor()
})

test('what is no selector is shown where it went wrong, and the field keeps it', async () => {
  const page = await console.open('/')
  await searchField(page).fill('env = prod team = core')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Enter')
  const error = page.getByRole('alert')
  await expect.poll(() => error.textContent()).toContain('Column 12: Write "and" or "or" in place of "team"')
  expect(await page.locator('.selector-error mark').textContent()).toBe('t')
  expect(await searchField(page).inputValue()).toBe('env = prod team = core')
})

test('a facet narrows the search; a key becomes a column to sort by; the address has all of it', async () => {
  const page = await console.open('/?where=env+%3D+prod+or+env+%3D+production')
  await page.locator('summary', { hasText: 'team' }).first().click()
  await page.getByRole('button', { name: 'Show as a column' }).click()
  await page.getByRole('button', { name: 'team', exact: true }).click()
  await page.getByRole('columnheader', { name: 'team' }).and(page.locator('[aria-sort=ascending]')).waitFor()
  await page.locator('.facet[open]').getByRole('button', { name: 'payments' }).click()
  await expect.poll(() => parameter(page, 'where')).toEqual(['(env = prod or env = production) and team = payments'])
  expect([parameter(page, 'sort'), parameter(page, 'column')]).toEqual([['team'], ['team']])
  await page.reload()
  await page.getByRole('columnheader', { name: 'team' }).waitFor()
  await page.goBack()
  await expect.poll(() => parameter(page, 'where')).toEqual(['env = prod or env = production'])
})

test.each([
  ['CSV', 'cloud,tenant,region,id,name,createdAt,app,tags\r\n', 'owner'],
  ['JSON', '{"cloud":"', '"key":"owner"'],
])('what was found is saved as %s, all of it, with its tags', async (format, beginning, key) => {
  const page = await console.open('/?where=team+%3D+orders&column=app')
  await page.getByText('5 found').waitFor()
  const saved = page.waitForEvent('download')
  await page.getByRole('link', { name: `Export ${format}` }).click()
  const text = readFileSync(await (await saved).path(), 'utf8')
  expect(text.startsWith(beginning)).toBe(true)
  for (const name of ['orders-cache', 'orders-db-staging', key]) expect(text).toContain(name)
})
