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

const redis = (number: number) => `/instances/1234567890123456/r-bp1example000000${number}`
const dds = '/instances/89abcdef0123456789abcdef01234567/cc6345c64cec47499182467ea0dd432ain02'
const tags = (page: Page) => page.getByRole('region', { name: 'Tags', exact: true })
const timeline = (page: Page) => page.getByRole('region', { name: 'History' })

test('a tag is added, changed, renamed and removed with the keyboard alone, where it stands', async () => {
  const page = await console.open(redis(1))
  await tags(page).getByRole('button', { name: 'Add a tag' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('note')
  await page.keyboard.press('Tab')
  await page.keyboard.type('first')
  await page.keyboard.press('Enter')
  await tags(page).getByText('first').waitFor()
  await expect.poll(() => focused(page)).toBe('Change the tag note')
  await page.keyboard.press('Enter')
  await page.keyboard.press('End')
  await page.keyboard.type(' and second')
  await page.keyboard.press('Enter')
  await tags(page).getByText('first and second').waitFor()
  await expect.poll(() => focused(page)).toBe('Change the tag note')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.type('remark')
  await page.keyboard.press('Enter')
  await expect.poll(() => focused(page)).toBe('Change the tag remark')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await tags(page).getByText('remark').waitFor({ state: 'detached' })
  await expect.poll(() => focused(page)).toBe('Add a tag')
})

test.each([
  ['alibaba', redis(2), 'Tag Value', 'acs:x', 'InvalidTagValue.Malformed'],
  ['alibaba', redis(2), 'Tag Value', 'x'.repeat(129), '129 / 128 · Too long'],
  ['huawei', dds, 'Tag value', 'a,b', '3 / 255 · Not allowed · DBS.'],
  ['huawei', dds, 'Tag key', '_sys_x', '6 / 128 · Not allowed · DBS.280482'],
])('while one types, %s’s rules are applied: %#', async (_cloud, path, field, text, told) => {
  const page = await console.open(path)
  await tags(page).getByRole('button', { name: 'Change the tag owner' }).click()
  await tags(page).getByRole('textbox', { name: field, exact: true }).fill(text)
  await tags(page).getByText(told).waitFor()
  expect(await tags(page).getByRole('button', { name: 'Save' }).isEnabled()).toBe(false)
  await page.keyboard.press('Escape')
  await tags(page).getByRole('button', { name: 'Change the tag owner' }).waitFor()
})

test('an instance that is full takes no more, and says why', async () => {
  await editElsewhere(console.server.url, {
    where: '@id = cc6345c64cec47499182467ea0dd432ain02',
    set: Array.from({ length: 10 - (await countOf(dds)) }, (_, index) => ({ key: `k${index}`, value: 'v' })),
  })
  const page = await console.open(dds)
  await tags(page).getByText('10 of 10 at most').waitFor()
  await tags(page).getByText('DBS.280484').waitFor()
  expect(await tags(page).getByRole('button', { name: 'Add a tag' }).isEnabled()).toBe(false)
})

test('a change that somebody made since is shown, not overwritten', async () => {
  const page = await console.open(redis(3))
  await tags(page).getByRole('button', { name: 'Change the tag owner' }).click()
  await editElsewhere(console.server.url, {
    where: '@name = orders-cache-staging',
    set: [{ key: 'owner', value: 'early' }],
  })
  await tags(page).getByRole('textbox', { name: 'Tag Value' }).fill('late')
  await page.keyboard.press('Enter')
  await tags(page).getByRole('heading', { name: 'What was changed in between' }).waitFor()
  await tags(page).getByRole('button', { name: 'Look at it again' }).click()
  await tags(page).getByText('early').waitFor()
})

test('the timeline leads to the tags as they were, and back; a change is undone from it', async () => {
  const where = '@name = payments-cache'
  await editElsewhere(console.server.url, { where, set: [{ key: 'owner', value: 'somebody' }] })
  const page = await console.open(redis(5))
  await timeline(page).getByText('somebody').waitFor()
  await timeline(page)
    .getByRole('link', { name: /^Tags at revision/ })
    .last()
    .click()
  await page.getByRole('region', { name: 'Tags as they were' }).getByText('zhang.wei').waitFor()
  await page.getByRole('link', { name: 'Back to now' }).click()
  await timeline(page)
    .getByRole('button', { name: /^Undo…: EditTags/ })
    .click()
  await page.getByRole('dialog').getByRole('button', { name: 'Undo on 1 instance' }).click()
  await page.getByRole('dialog').getByText('Changed 1 tag').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await tags(page).getByText('zhang.wei').waitFor()
})

test('the tags at a time, which the address keeps', async () => {
  const page = await console.open(redis(7))
  await page.getByLabel('Tags at').fill('2099-01-01T00:00:00')
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await page.getByRole('region', { name: 'Tags as they were' }).getByText('product-search').waitFor()
  expect(new URL(page.url()).searchParams.get('time')).toBe('2099-01-01T00:00:00.000Z')
})

test('an instance that is not there is said to be so', async () => {
  const page = await console.open('/instances/1234567890123456/r-none')
  await page.getByText('There is no such instance').first().waitFor()
})

/** The name of what has the focus. */
function focused(page: Page): Promise<unknown> {
  return page.evaluate('document.activeElement.ariaLabel ?? document.activeElement.textContent')
}

async function countOf(path: string): Promise<number> {
  const page = await console.open(path)
  const rows = tags(page).getByRole('listitem')
  await rows.first().waitFor()
  return rows.count()
}
