import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type ConsoleWindow, openConsole } from './console-window.ts'
import { editElsewhere } from './edit-elsewhere.ts'

let console: ConsoleWindow
beforeAll(async () => {
  console = await openConsole()
})
afterAll(() => console[Symbol.asyncDispose]())
afterEach(() => expect(console.problems()).toEqual([]))

const groups = (page: Page) => page.locator('.change-group')
const dialog = (page: Page) => page.getByRole('dialog')

function setOwner(name: string, value: string): Promise<string> {
  return editElsewhere(console.server.url, { where: `@name = ${name}`, set: [{ key: 'owner', value }] })
}

test('the history is asked for less by what stands in its rows, and the address keeps it', async () => {
  const requestId = await setOwner('orders-cache', 'one')
  const page = await console.open('/history')
  await page.getByLabel('Request ID').fill(requestId)
  await page.keyboard.press('Enter')
  await expect.poll(() => groups(page).count()).toBe(1)
  expect(new URL(page.url()).searchParams.get('requestId')).toBe(requestId)
  await page.getByLabel('Tag key').fill('team')
  await page.getByRole('button', { name: 'Filter' }).click()
  await page.getByText('Nothing was changed').waitFor()
  await page.getByRole('button', { name: 'Show everything' }).click()
  await expect.poll(() => groups(page).count()).toBeGreaterThan(1)
})

test('what happens now appears by itself', async () => {
  const page = await console.open('/history')
  await groups(page).first().waitFor()
  await setOwner('search-cluster', 'just-now')
  await page.getByText('just-now').waitFor({ timeout: 10_000 })
})

test('a request over both clouds is undone as the preview shows, and the undo is undone', async () => {
  const url = console.server.url
  const requestId = await editElsewhere(url, { where: 'team = orders', set: [{ key: 'owner', value: 'wrong' }] })
  const page = await console.open(`/history?requestId=${requestId}`)
  await page
    .getByRole('button', { name: /^Undo…/ })
    .first()
    .click()
  await dialog(page).getByText('5 instances would change, 0 would stay, 0 would be refused').waitFor()
  await dialog(page).getByRole('button', { name: 'Undo on 5 instances' }).click()
  await dialog(page)
    .getByRole('link', { name: /Show it in the history/ })
    .click()
  await page.getByText('Undo', { exact: true }).first().waitFor()
  await page
    .getByRole('button', { name: /^Undo…: Undo/ })
    .first()
    .click()
  await dialog(page).getByRole('button', { name: 'Undo on 5 instances' }).click()
  await dialog(page).getByText('Changed 5 tags of 5 instances').waitFor()
})

test('what was changed again since stays, unless one says otherwise', async () => {
  const requestId = await setOwner('inventory-cache', 'first')
  await setOwner('inventory-cache', 'second')
  const page = await console.open(`/history?requestId=${requestId}`)
  await page.getByRole('button', { name: /^Undo…/ }).click()
  await dialog(page).getByRole('heading', { name: 'Changed again since' }).waitFor()
  expect(await dialog(page).getByRole('button', { name: 'Undo on 0 instances' }).isEnabled()).toBe(false)
  await dialog(page).getByLabel('Undo it all the same').check()
  await dialog(page).getByRole('button', { name: 'Undo on 1 instance' }).click()
  await dialog(page).getByText('Changed 1 tag of 1 instance').waitFor()
})

test('an address that asks for nonsense is answered in words', async () => {
  const page = await console.open('/history?from=yesterday')
  await page.getByRole('alert').getByText('InvalidParameter').waitFor()
})
