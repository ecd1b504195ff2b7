import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type ConsoleWindow, openConsole } from './console-window.ts'

const count = 5000
const folder = mkdtempSync(join(tmpdir(), 'tagplane-console-'))
const accessKeySecret = 'a-secret-of-this-test-only'
const owner = [{ cloud: 'alibaba', accessKeyId: 'LTAI5tManyInstances', accessKeySecret }]
const ofOneRegion = [{ cloud: 'alibaba', accessKeyId: 'LTAI5tOfOneRegion', accessKeySecret }]
const oneRegion = {
  Version: '1',
  Statement: [{ Effect: 'Allow', Action: 'kvstore:Describe*', Resource: 'acs:kvstore:cn-hangzhou:*:*' }],
}

/** A seed file in JSON, which is YAML too. */
function seedFile(): string {
  const instances = Array.from({ length: count }, (_, index) => ({
    id: `r-many${String(index).padStart(10, '0')}`,
    region: 'cn-hangzhou',
    name: `cache-${String(index).padStart(5, '0')}`,
    tags: { env: index % 2 === 0 ? 'prod' : 'test', shard: String(index % 7) },
  }))
  const keysOf = (those: typeof owner) => those.map(({ accessKeyId: id }) => ({ id, secret: accessKeySecret }))
  const users = [{ name: 'local', accessKeys: keysOf(ofOneRegion), policies: [oneRegion] }]
  const account = { id: '1111111111111111', accessKeys: keysOf(owner), users, instances }
  const file = join(folder, 'seed.yaml')
  writeFileSync(file, JSON.stringify({ alibaba: { accounts: [account] } }))
  return file
}

let console: ConsoleWindow
beforeAll(async () => {
  console = await openConsole({ seed: seedFile() })
})
afterAll(async () => {
  await console[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})
afterEach(() => expect(console.problems()).toEqual([]))

const table = (page: Page) => page.getByRole('region', { name: 'Instances' })

test('thousands of instances are scrolled through with the keyboard; only those in sight are drawn', async () => {
  const page = await console.open('/', { as: owner })
  await page.getByText('5,000 found').waitFor()
  await table(page).focus()
  const last = page.getByRole('link', { name: 'cache-04999' })
  await expect
    .poll(
      async () => {
        await page.keyboard.press('End')
        return last.isVisible()
      },
      { timeout: 10_000 },
    )
    .toBe(true)
  expect(await page.getByRole('row').count()).toBeLessThan(60)
  expect(await page.getByRole('row', { name: 'cache-04999' }).getAttribute('aria-rowindex')).toBe('5001')
  await page.keyboard.press('Home')
  await page.getByRole('link', { name: 'cache-00000' }).waitFor()
})

test('an edit takes in what was not scrolled to yet', async () => {
  const page = await console.open('/?where=shard+%3D+3', { as: owner })
  await page.getByRole('checkbox', { name: 'Select all that were found' }).check()
  await page.getByRole('button', { name: 'Edit tags…' }).click()
  await page.getByLabel('Key', { exact: true }).fill('team')
  await page.getByRole('button', { name: 'Preview' }).click()
  await page.getByText('714 instances would change').waitFor()
  await page.getByText('And 214 more instances').waitFor()
  await page.getByRole('button', { name: 'Change 714 instances' }).click()
  await page.getByText('Changed 714 tags of 714 instances').waitFor()
})

test('what the policies do not let one list is told, with the action that they lack', async () => {
  const page = await console.open('/', { as: ofOneRegion })
  await page.getByText('5,000 found').waitFor()
  const notice = page.getByRole('alert').filter({ hasText: 'Your policies do not let you list everything' })
  await expect.poll(() => notice.textContent()).toMatch(/1111111111111111, .*cn-beijing.*: kvstore:DescribeInstances/)
})
