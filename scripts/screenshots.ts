import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { openConsole } from '../test/console/console-window.ts'

/** Writes docs/images/console-<page>-<light|dark>.png from the built server with the demo fleet. */

const folder = fileURLToPath(new URL('../docs/images/', import.meta.url))
const instance = '/instances/1234567890123456/r-bp1example0000001'

/** Each page in a state that shows what it is for. */
const pages: Readonly<Record<string, readonly [path: string, show: (page: Page) => Promise<unknown>]>> = {
  'sign-in': ['/sign-in', (page) => page.getByLabel('Access key ID').waitFor()],
  fleet: ['/?where=env+%3D+prod&column=team&column=owner', completeSearch],
  'bulk-edit': ['/?where=team+%3D+orders', previewEdit],
  instance: [instance, changeTag],
  history: ['/history', (page) => page.locator('.change-group').nth(1).waitFor()],
  tags: ['/tags?key=env', (page) => page.getByRole('link', { name: 'prdo' }).waitFor()],
}

async function completeSearch(page: Page) {
  await page.getByText('13 found').waitFor()
  await page.getByRole('combobox').fill('env = prod and owner = ')
  await page.getByRole('option').nth(2).waitFor()
}

async function previewEdit(page: Page) {
  await page.getByRole('checkbox', { name: 'Select all' }).check()
  await page.getByRole('button', { name: 'Edit tags…' }).click()
  await page.getByLabel('Key', { exact: true }).fill('owner')
  await page.getByLabel('Value', { exact: true }).fill('wu.min')
  await page.getByRole('button', { name: 'Preview' }).click()
  await page.getByText('5 instances would change').waitFor()
}

async function changeTag(page: Page) {
  await page.getByRole('button', { name: 'Change the tag owner' }).click()
  await page.getByRole('textbox', { name: 'Tag Value' }).fill('acs:li.na')
}

/** Gives the history something to show. */
async function renameKey(page: Page) {
  await page.getByRole('button', { name: /Keep the spelling cost-center \d/ }).click()
  await page.getByRole('button', { name: /^Change/ }).click()
  await page.getByText(/^Changed/).waitFor()
}

await using console = await openConsole()
await renameKey(await console.open('/tags'))
for (const colorScheme of ['light', 'dark'] as const) {
  for (const [name, [path, show]] of Object.entries(pages)) {
    const page = await console.open(path, { colorScheme, ...(name === 'sign-in' && { as: [] }) })
    await show(page)
    await page.mouse.move(0, 0)
    await page.screenshot({ path: `${folder}console-${name}-${colorScheme}.png`, animations: 'disabled' })
    await page.context().close()
  }
}
