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

const ops = { cloud: 'alibaba', accessKeyId: 'LTAI5tExampleOpsKey', accessKeySecret: 'ExampleOpsSecret00000000000000' }

async function setOnAll(page: Page, key: string, value: string) {
  await page.getByRole('checkbox', { name: 'Select all that were found' }).check()
  await page.getByRole('button', { name: 'Edit tags…' }).click()
  await page.getByLabel('Key', { exact: true }).fill(key)
  await page.getByLabel('Value', { exact: true }).fill(value)
  await page.getByRole('button', { name: 'Preview' }).click()
}

const dialog = (page: Page) => page.getByRole('dialog')

test('all that were found, in both clouds, are edited as the preview showed it', async () => {
  const page = await console.open('/?where=team+%3D+orders&column=owner')
  await setOnAll(page, 'owner', 'wu.min')
  await dialog(page).getByText('5 instances would change, 0 would stay, 0 would be refused').waitFor()
  expect(
    await dialog(page)
      .getByRole('row', { name: /^orders-db Huawei/ })
      .textContent(),
  ).toContain('li.na')
  await dialog(page).getByRole('button', { name: 'Change 5 instances' }).click()
  await dialog(page).getByText('Changed 5 tags of 5 instances').waitFor()
  await dialog(page).getByRole('button', { name: 'Close' }).click()
  await expect.poll(() => page.getByRole('cell', { name: 'wu.min' }).count()).toBe(5)
})

test('only those that are ticked are edited', async () => {
  const page = await console.open('/?where=team+%3D+orders')
  for (const name of ['orders-cache', 'orders-db']) {
    await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check()
  }
  await page.getByText('2 selected').waitFor()
  await page.getByRole('button', { name: 'Edit tags…' }).click()
  await page.getByRole('button', { name: 'Remove a key' }).click()
  await page.getByLabel('Key to remove').fill('app')
  await page.getByRole('button', { name: 'Preview' }).click()
  await dialog(page).getByText('2 instances would change').waitFor()
})

test('what the policies refuse is shown with its reason, and can be left out', async () => {
  const page = await console.open('/?where=team+%3D+payments', { as: [ops] })
  await page.getByRole('checkbox', { name: 'Select all that were found' }).check()
  await page.getByRole('button', { name: 'Edit tags…' }).click()
  await page.getByRole('button', { name: 'Remove a key' }).click()
  await page.getByLabel('Key to remove').fill('app')
  await page.getByRole('button', { name: 'Preview' }).click()
  await dialog(page).getByText('kvstore:UntagResources').first().waitFor()
  expect(
    await dialog(page)
      .getByRole('button', { name: /^Change/ })
      .isEnabled(),
  ).toBe(false)
})

test('what breaks a vendor’s rule is refused in his words', async () => {
  const page = await console.open('/?where=team+%3D+orders')
  await setOnAll(page, 'note', 'a,b')
  await dialog(page).getByText('DBS.280482').or(dialog(page).getByText('DBS.280483')).first().waitFor()
  await dialog(page)
    .getByLabel(/Leave out what is refused \(2\)/)
    .check()
  await dialog(page).getByRole('button', { name: 'Change 3 instances' }).click()
  await dialog(page).getByText('Changed 3 tags of 3 instances').waitFor()
})

test('what somebody else changed in between is shown, and looked at again before it is applied', async () => {
  const page = await console.open('/?where=%40name+%3D+orders-cache')
  await setOnAll(page, 'owner', 'late')
  await dialog(page).getByText('1 instance would change').waitFor()
  await editElsewhere(console.server.url, { where: '@name = orders-cache', set: [{ key: 'owner', value: 'early' }] })
  await dialog(page).getByRole('button', { name: 'Change 1 instance' }).click()
  await dialog(page).getByRole('heading', { name: 'What was changed in between' }).waitFor()
  await dialog(page).getByText('early').waitFor()
  await dialog(page).getByRole('button', { name: 'Look at it again' }).click()
  await dialog(page).getByRole('button', { name: 'Change 1 instance' }).click()
  await dialog(page).getByText('Changed 1 tag of 1 instance').waitFor()
})

test('a bulk edit needs no mouse: Escape leaves it, and the focus is back where it was', async () => {
  const page = await console.open('/?where=team+%3D+orders')
  await page.getByRole('checkbox', { name: 'Select orders-cache', exact: true }).focus()
  await page.keyboard.press('Space')
  const open = page.getByRole('button', { name: 'Edit tags…' })
  await open.focus()
  await page.keyboard.press('Enter')
  await dialog(page).waitFor()
  await page.keyboard.press('Escape')
  await dialog(page).waitFor({ state: 'detached' })
  expect(await open.evaluate((button) => button.matches(':focus'))).toBe(true)
})
