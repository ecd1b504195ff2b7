import chromium from '@sparticuz/chromium'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium as driver,
  type Page,
} from 'playwright-core'
import { type RunningServer, type ServerOptions, startServer } from '../server.ts'

/** A server with the demo fleet, and a browser for its console. */
export interface ConsoleWindow extends AsyncDisposable {
  readonly server: RunningServer
  readonly browser: Browser
  /** A page at `path` below `/console`: with options, of a browser of its own; else the one that all share. */
  open(path: string, options?: PageOptions): Promise<Page>
  /** What went wrong in any of the pages: errors in the console, requests that leave the server. */
  problems(): readonly string[]
}

export interface PageOptions extends BrowserContextOptions {
  /** As whom to be signed in; the administrators of both clouds if absent. */
  readonly as?: readonly Proof[]
}

/** What `POST /api/v1/session` takes. */
export type Proof = Readonly<Record<string, string>>

const desktop = { width: 1280, height: 800 }
/** Longer than anything takes that is not stuck, milliseconds. */
const patienceMs = 5000

export const admins: readonly Proof[] = [
  { cloud: 'alibaba', accessKeyId: 'LTAI5tExampleRootKey', accessKeySecret: 'ExampleRootSecret0000000000000' },
  {
    cloud: 'huawei',
    accessKeyId: 'EXAMPLEAK000000000001',
    accessKeySecret: 'ExampleSecretKey000000000000000000000001',
  },
]

export async function openConsole(options: ServerOptions = { args: ['--demo'] }): Promise<ConsoleWindow> {
  const [server, browser] = await Promise.all([startServer(options), launchBrowser()])
  const problems: string[] = []
  let shared: Promise<Page> | undefined
  const openPage = async (pageOptions: PageOptions) => {
    const page = await (await signedIn(browser, server.url, pageOptions)).newPage()
    watch(page, server.url, (problem) => problems.push(problem))
    return page
  }
  const share = () => {
    shared ??= openPage({})
    return shared
  }
  return {
    server,
    browser,
    async open(path, pageOptions) {
      const page = await (pageOptions ? openPage(pageOptions) : share())
      await page.goto(`${server.url}/console${path}`)
      return page
    },
    problems: () => problems,
    async [Symbol.asyncDispose]() {
      await browser.close()
      await server[Symbol.asyncDispose]()
    },
  }
}

async function signedIn(browser: Browser, url: string, { as = admins, ...rest }: PageOptions): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: desktop, locale: 'en-GB', timezoneId: 'UTC', ...rest })
  context.setDefaultTimeout(patienceMs)
  for (const data of as) {
    const headers = { origin: url, 'x-tagplane-client': 'test' }
    const reply = await context.request.post(`${url}/api/v1/session`, { data, headers })
    if (reply.status() !== 201) throw new Error(`Signing in is answered ${reply.status()} ${await reply.text()}`)
  }
  return context
}

/** A Chromium that needs nothing else on the machine; it is unpacked once into the temporary folder. */
async function launchBrowser(): Promise<Browser> {
  const executablePath = await chromium.executablePath()
  return driver.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--renderer-process-limit=1'] })
}

function watch(page: Page, origin: string, report: (problem: string) => void): void {
  page.on('pageerror', (error) => report(`uncaught: ${error.message}`))
  page.on('console', (message) => {
    // A refusal is an answer like others; that nothing failed inside the server, the next listener sees.
    const isRefusal = message.text().startsWith('Failed to load resource')
    if (['error', 'warning'].includes(message.type()) && !isRefusal) report(`console: ${message.text()}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 500) report(`answered ${response.status()}: ${response.url()}`)
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('blob:')) report(`leaves: ${request.url()}`)
  })
}
