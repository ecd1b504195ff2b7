import { Command, InvalidArgumentError } from 'commander'
import { createAccess } from '../access/access.ts'
import { hashPassword } from '../access/passwords.ts'
import { createSignInLinks, type SignInLinks } from '../access/sign-in-links.ts'
import { openVault } from '../access/vault.ts'
import { createDialects, dialectModules } from '../dialects/registry.ts'
import { readConsoleFiles } from '../server/console-files.ts'
import { createMetrics } from '../server/metrics.ts'
import { createRequestLog, type LogLevel, logLevels } from '../server/request-log.ts'
import { readSeedFile, type SeedFile } from '../server/seed-file.ts'
import { createServer, type Server } from '../server/server.ts'
import type { Store } from '../store/store.ts'
import { demoSeedFile, publishedKeyIds, publishedKeyIn } from './demo.ts'
import { isLoopback, type ListenAddress, listenError, parseListenAddress, UsageError } from './listen-address.ts'
import { openObservedTrail } from './open-observed-trail.ts'
import { openStore, placeOf, type StoreChoice, storeOptions } from './open-store.ts'
import { option } from './options.ts'
import { untilAskedToStop } from './stop-signals.ts'
import { vaultMark } from './vault-mark.ts'

interface ServeOptions extends StoreChoice {
  readonly listen: string
  readonly seed?: string
  readonly demo: boolean
  /** Seconds. */
  readonly provisioningDelay: number
  readonly publicUrl?: URL
  /** MiB. */
  readonly auditSize: number
  /** Seconds. */
  readonly stopDelay: number
  readonly logLevel: LogLevel
}

export function serveCommand(): Command {
  const command = new Command('serve')
    .description('Serve both clouds’ tag APIs on one port')
    .addOption(option('--listen <host:port>', 'address to listen on', 'LISTEN').default('127.0.0.1:7070'))
  for (const one of storeOptions()) command.addOption(one)
  return command
    .addOption(option('--seed <file>', 'YAML file that fills an empty store, once', 'SEED'))
    .addOption(option('--demo', 'fill an empty store with the demo fleet; on loopback only', 'DEMO').default(false))
    .addOption(
      option('--provisioning-delay <seconds>', 'how long a new instance is being created', 'PROVISIONING_DELAY')
        .default(5)
        .argParser(seconds),
    )
    .addOption(
      option('--public-url <url>', 'how clients reach the server, if through a proxy', 'PUBLIC_URL').argParser(
        publicUrl,
      ),
    )
    .addOption(
      option('--audit-size <MiB>', 'how much of the audit trail is kept', 'AUDIT_SIZE')
        .default(1024)
        .argParser(mebibytes),
    )
    .addOption(
      option('--stop-delay <seconds>', 'how long a stop is told by /readyz before it begins', 'STOP_DELAY')
        .default(0)
        .argParser(stopSeconds),
    )
    .addOption(
      option('--log-level <level>', 'what is logged on stderr', 'LOG_LEVEL').choices(logLevels).default('info'),
    )
    .allowExcessArguments(false)
    .action(serve)
}

function seconds(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !(value >= 0 && value <= 3600)) throw new InvalidArgumentError('Give 0 to 3600 seconds.')
  return value
}

function stopSeconds(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !(value >= 0 && value <= 300)) throw new InvalidArgumentError('Give 0 to 300 seconds.')
  return value
}

/** @throws InvalidArgumentError if it is less than two files of the trail take, or no number */
function mebibytes(text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= 64 && value <= 1024 * 1024) return value
  throw new InvalidArgumentError('Give 64 to 1048576 MiB.')
}

/** @throws InvalidArgumentError if it is no URL, or more than scheme, host and port */
function publicUrl(text: string): URL {
  const url = URL.parse(text)
  if (url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url
  throw new InvalidArgumentError('Give scheme, host and port, for example https://tags.example.com.')
}

/** Puts the rooms together, serves until SIGTERM or SIGINT, and leaves all in order. */
async function serve(options: ServeOptions): Promise<void> {
  const address = parseListenAddress(options.listen)
  const seed = chosenSeed(options)
  if (options.demo && !isLoopback(address.host)) throw refusedDemo(address)

  const metrics = createMetrics()
  const opened = await openStore(options, { onCommit: metrics.committed })
  try {
    const store = metrics.observed(opened)
    const vault = await openVault(options.data, vaultMark(store))
    if (seed) await fill(store, seed, vault.seal, address)
    const published = isLoopback(address.host) ? undefined : await publishedKeyIn(store)
    if (published !== undefined) throw refusedDemo(address, published)

    const signInLinks = createSignInLinks()
    const context = {
      store,
      access: createAccess(store, vault),
      now: Date.now,
      provisioningMs: Math.round(options.provisioningDelay * 1000),
      ...(options.publicUrl && { publicUrl: options.publicUrl.origin }),
      ...(options.demo && { signInLinks }),
    }
    const dialects = createDialects(context)
    const log = createRequestLog(options.logLevel)
    const audit = openObservedTrail(options.data, options.auditSize, metrics, log)
    const noticeMs = options.stopDelay * 1000
    const consoleFiles = readConsoleFiles(new URL('../console/', import.meta.url))
    const server = createServer({ dialects, metrics, store, log, audit, consoleFiles, noticeMs })
    const asked = untilAskedToStop()
    const endpoint = await listen(server, address)
    console.log(await banner(endpoint, options, seed, signInLinks))
    if (!consoleFiles) console.log('The console was not built; run "npm run build" to have it at /console/')
    await asked
    await server.close()
    audit.close()
  } finally {
    await opened.close()
  }
}

function chosenSeed({ demo, seed }: ServeOptions): SeedFile | undefined {
  if (demo && seed !== undefined) throw new UsageError('--demo and --seed exclude each other; give one of them')
  if (demo) return demoSeedFile()
  return seed === undefined ? undefined : readSeedFile(seed, dialectModules)
}

async function fill(
  store: Store,
  seed: SeedFile,
  sealSecret: (secret: string) => Uint8Array,
  address: ListenAddress,
): Promise<void> {
  const outcome = await store.load(seed.digest, async () => {
    const contents = await (await seed.parse()).contents({ sealSecret, hashPassword }, Date.now())
    const published = contents.accessKeys.find(({ id }) => publishedKeyIds.includes(id))
    if (published && !isLoopback(address.host)) throw refusedDemo(address, published.id)
    return contents
  })
  if (outcome === 'other') {
    throw new UsageError(
      'The store already holds something other than this seed; start without the seed, choose another --data or --store, or remove what it holds to begin anew',
    )
  }
}

async function listen(server: Server, address: ListenAddress): Promise<URL> {
  try {
    return await server.listen(address.host, address.port)
  } catch (error) {
    throw listenError(error, address)
  }
}

function refusedDemo({ host }: ListenAddress, key = 'of the demo fleet'): UsageError {
  return new UsageError(
    `Refusing to listen on ${host} with the published access key ${key}; listen on 127.0.0.1, or use another --data without the demo fleet`,
  )
}

/** The demo's keys are shown, for everybody knows them; those of another seed are not. */
async function banner(
  endpoint: URL,
  options: ServeOptions,
  seed: SeedFile | undefined,
  links: SignInLinks,
): Promise<string> {
  const introduction =
    options.demo && seed
      ? [signInLine(options.publicUrl ?? endpoint, links), ...(await seed.parse()).introduce(endpoint)]
      : []
  return [`Tagplane is listening on ${endpoint.origin}, data in ${placeOf(options)}`, ...introduction].join('\n')
}

/** In the fragment, which browsers send to nobody: it stands in no log. */
function signInLine({ origin }: URL, links: SignInLinks): string {
  return `Console, signed in as the administrators, once and within 10 minutes: ${origin}/console/#sign-in=${links.issue(Date.now())}`
}
