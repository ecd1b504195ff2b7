import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type ConsoleWindow, openConsole, type PageOptions } from './console-window.ts'

let console: ConsoleWindow
beforeAll(async () => {
  console = await openConsole()
})
afterAll(() => console[Symbol.asyncDispose]())
afterEach(() => expect(console.problems()).toEqual([]))

const desktop = { width: 1280, height: 800 }
const phone = { width: 390, height: 844 }
const redis = '/instances/1234567890123456/r-bp1example0000001'

/** Each page in a state that shows much of it. */
const pages: readonly (readonly [name: string, path: string, show: (page: Page) => Promise<unknown>])[] = [
  ['fleet', '/?where=env+exists&column=team', (page) => page.getByRole('row').nth(3).waitFor()],
  ['search error', '/?where=env+prod', (page) => page.getByRole('alert').waitFor()],
  ['instance', redis, (page) => page.getByRole('button', { name: /owner/ }).first().click()],
  ['past tags', `${redis}?revision=1`, (page) => page.locator('.tag-chip').first().waitFor()],
  ['history', '/history', (page) => page.locator('.change-group').first().waitFor()],
  ['tags', '/tags?key=env', (page) => page.getByRole('link', { name: 'prdo' }).waitFor()],
  ['explorer', '/explorer?cloud=alibaba&operation=DescribeRegions', callOnce],
  ['a plan', '/?where=team+%3D+orders', planEdit],
  ['menu', '/?where=team+%3D+orders', openMenu],
  ['no such page', '/nowhere', (page) => page.getByRole('heading').waitFor()],
  ['sign-in', '/', signOut],
]

async function planEdit(page: Page) {
  await page.locator('thead input').check()
  await page.locator('.ant-btn-primary').nth(1).click()
  await page.getByRole('dialog').locator('input').first().fill('owner')
  await page.getByRole('dialog').locator('.ant-btn-primary').click()
  await page.getByRole('dialog').getByRole('table').waitFor()
}

async function callOnce(page: Page) {
  await page.locator('form .ant-btn-primary').first().click()
  await page.locator('details').first().locator('summary').click()
  await page
    .getByRole('region', { name: /^The request|^请求/ })
    .locator('.ant-btn-primary')
    .click()
  await page.getByRole('region', { name: /^The reply|^响应/ }).waitFor()
}

async function openMenu(page: Page) {
  await page.getByRole('row').nth(3).waitFor()
  await page.getByRole('button', { name: 'acme, admin' }).click()
  await page.getByRole('button', { name: /Sign out of all clouds|全部退出/ }).waitFor()
}

async function signOut(page: Page) {
  await page.context().clearCookies()
  await page.goto(`${console.server.url}/console/sign-in?link=spent`)
  await page.getByText('Huawei Cloud').or(page.getByText('华为云')).click()
}

/** @param rules names or, if absent, all of WCAG 2.2 AA and what is good practice */
async function violations(page: Page, rules: readonly string[] = standards): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  const run = `axe.run({ runOnly: ${JSON.stringify(rules)}, resultTypes: ['violations'] })`
  const found = (await page.evaluate(run)) as axe.AxeResults
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

describe.each<[language: string, options: PageOptions]>([
  ['in English', { locale: 'en-GB' }],
  ['in Chinese', { locale: 'zh-CN' }],
])('%s', (_language, options) => {
  let page: Page
  beforeAll(async () => {
    page = await console.open('/', options)
  })

  test.each(pages)('%s keeps nobody out: light and dark, on a desk and on a phone', async (_name, path, show) => {
    await page.setViewportSize(desktop)
    await page.emulateMedia({ colorScheme: 'light' })
    await page.goto(`${console.server.url}/console${path}`)
    await show(page)
    expect(await violations(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await violations(page, ['color-contrast'])).toEqual([])
    await page.setViewportSize(phone)
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    expect(await violations(page, ['target-size', 'scrollable-region-focusable'])).toEqual([])
  })
})

test('a choice of colours and language outlives the page', async () => {
  const page = await console.open('/', { colorScheme: 'light' })
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByText('Dark', { exact: true }).click()
  await page.getByText('中文').click()
  await page.reload()
  await page.getByRole('link', { name: '实例', exact: true }).waitFor()
  expect(await page.locator('html').getAttribute('data-scheme')).toBe('dark')
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
})

test('the first Tab leads past the head of the page, and another page takes the focus', async () => {
  const page = await console.open('/')
  await page.getByText('42 found').waitFor()
  await page.keyboard.press('Tab')
  expect(await page.locator(':focus').textContent()).toBe('Skip to the page')
  await page.getByRole('link', { name: 'Tags', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => page.locator('main:focus').count()).toBe(1)
  await expect.poll(() => page.title()).toBe('Tags · Tagplane')
})
