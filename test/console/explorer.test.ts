import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { signV1 } from '../alibaba/signer.ts'
import { admins, type ConsoleWindow, openConsole } from './console-window.ts'

let console: ConsoleWindow
beforeAll(async () => {
  console = await openConsole()
})
afterAll(() => console[Symbol.asyncDispose]())
afterEach(() => expect(console.problems()).toEqual([]))

const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const beijing = '89abcdef0123456789abcdef01234567'

async function choose(page: Page, operation: string): Promise<void> {
  await page.getByLabel('Operation').selectOption({ label: operation })
  await part(page, operation).waitFor()
}

test('an operation of RPC is signed step by step, sent and answered', async () => {
  const page = await console.open('/explorer')
  await choose(page, 'ListTagResources')
  await page.getByLabel('RegionId').fill('cn-hangzhou')
  await page.getByLabel(/^ResourceId/).fill('r-bp1example0000001\nr-bp1example0000002')
  await page.getByLabel(/^Tag /).fill('[{"Key":"env","Value":"prod"}]')
  await press(page, 'Sign')
  const steps = part(page, 'The signature, step by step')
  await steps.getByText('x-acs-action:ListTagResources').waitFor()
  await steps.getByText('Known to the server alone').waitFor()
  await press(page, 'Send')
  await part(page, 'The reply').getByText('Status 200').waitFor()
  expect(await part(page, 'The reply').textContent()).toContain('"TagValue": "prod"')
})

test('an operation of REST is signed, sent and answered; its tags change', async () => {
  const page = await console.open('/explorer?cloud=huawei&operation=BatchTagAction')
  await page.getByLabel('project_id').fill(beijing)
  await page.getByLabel('instance_id').fill('d71c4e368f904253e47b0a16f2d3c598in02')
  await page.getByLabel(/^action/).fill('create')
  await page.getByLabel(/^tags/).fill('[{"key":"explored","value":"yes"}]')
  await press(page, 'Sign')
  await press(page, 'Send')
  await part(page, 'The reply').getByText('Status 200').waitFor()
  await page.goto(`${console.server.url}/console/?where=explored+%3D+yes`)
  await page.getByText('1 found').waitFor()
})

test('what the vendor refuses is shown in his words', async () => {
  const page = await console.open('/explorer?cloud=alibaba&operation=DescribeInstanceAttribute')
  await page.getByLabel('InstanceId').fill('r-nowhere')
  await press(page, 'Sign')
  await press(page, 'Send')
  await part(page, 'The reply').getByText('InvalidInstanceId.NotFound').waitFor()
})

test('a field of the path that is empty, and JSON that is none, are told at the field', async () => {
  const page = await console.open('/explorer?cloud=huawei&operation=BatchTagAction')
  await page.getByLabel(/^tags/).fill('[{')
  await press(page, 'Sign')
  await page.getByText('This is no JSON').waitFor()
  expect(await page.getByLabel('project_id').getAttribute('aria-invalid')).toBe('true')
})

test('the same call is shown as code of each client, and can be copied', async () => {
  const page = await console.open('/explorer?cloud=alibaba&operation=DescribeInstances', {
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  await page.getByLabel(/^RegionId/).fill('cn-hangzhou')
  await press(page, 'Sign')
  const samples = part(page, 'The same call as code')
  for (const client of ['curl and openssl', 'TypeScript SDK', 'Python SDK', 'Go SDK', 'aliyun CLI', 'Terraform']) {
    await samples.locator('summary', { hasText: client }).click()
  }
  await samples.getByRole('button', { name: 'Copy TypeScript SDK', exact: true }).click()
  await samples.getByText('Copied').waitFor()
  expect(await page.evaluate('navigator.clipboard.readText()')).toContain('client.describeInstances(')
  expect(await samples.textContent()).not.toContain(admins[0]?.accessKeySecret)
})

test('a call whose answer is credentials is written as code, and not signed', async () => {
  const page = await console.open('/explorer?cloud=alibaba&operation=AssumeRole')
  await press(page, 'Write')
  await part(page, 'The same call as code').waitFor()
  expect(await part(page, 'The request').count()).toBe(0)
})

test('a pasted request is compared with what the server computes', async () => {
  const key = { id: 'LTAI5tExampleRootKey', secret: 'ExampleRootSecret0000000000000' }
  const { path } = signV1(key, 'DescribeRegions', [], { method: 'GET' })
  const page = await console.open('/explorer')
  const diagnosis = part(page, 'Why a signature fails')
  await diagnosis
    .getByLabel('Request', { exact: true })
    .fill(`${console.server.url}${path.replace('DescribeRegions', 'DescribeTags')}`)
  await diagnosis
    .getByLabel(/string-to-sign/)
    .fill('GET&%2F&AccessKeyId%3DLTAI5tExampleRootKey%26Action%3DDescribeRegions')
  await press(page, 'Diagnose')
  await diagnosis.getByText('SignatureDoesNotMatch', { exact: true }).waitFor()
  await diagnosis.getByText(/^StringToSign differs at line 1, column 63 /).waitFor()
})
