import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type ConsoleWindow, openConsole } from './console-window.ts'

let console: ConsoleWindow
beforeAll(async () => {
  console = await openConsole()
})
afterAll(() => console[Symbol.asyncDispose]())
afterEach(() => expect(console.problems()).toEqual([]))

const dialog = (page: Page) => page.getByRole('dialog')

test('each key is shown with its coverage; its values lead to the instances that carry them', async () => {
  const page = await console.open('/tags')
  const row = page.getByRole('row', { name: /^team/ }).first()
  await expect.poll(() => row.textContent()).toBe('team2969%')
  await row.getByRole('link').click()
  await page
    .getByRole('region', { name: 'Values of team', exact: true })
    .getByRole('link', { name: 'payments' })
    .click()
  await page.getByRole('link', { name: 'payments-cache' }).waitFor()
  expect(new URL(page.url()).searchParams.get('where')).toBe('team = payments')
})

test('spellings of a key stand side by side, and become one over both clouds', async () => {
  const page = await console.open('/tags')
  await page.getByRole('button', { name: 'Keep the spelling cost-center 14' }).click()
  await dialog(page).getByRole('heading', { name: 'CostCenter, cost_center → cost-center' }).waitFor()
  await dialog(page).getByRole('button', { name: 'Change 5 instances' }).click()
  await dialog(page).getByText('Changed 10 tags of 5 instances').waitFor()
  await dialog(page).getByRole('button', { name: 'Close' }).click()
  await expect.poll(() => page.getByRole('row', { name: /^cost-center/ }).textContent()).toContain('19')
})

test('spellings of a value become one', async () => {
  const page = await console.open('/tags?key=env')
  await page.getByRole('button', { name: /^Keep the spelling prod \d/ }).click()
  await dialog(page)
    .getByRole('button', { name: /^Change/ })
    .click()
  await dialog(page)
    .getByText(/^Changed/)
    .waitFor()
  await dialog(page).getByRole('button', { name: 'Close' }).click()
  await expect.poll(() => page.getByRole('link', { name: 'prdo' }).count()).toBe(0)
})
