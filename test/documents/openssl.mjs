// What the snippets want of openssl: `rand -hex N`, `dgst -sha256 [-hmac KEY] -r` of what comes in.
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'

const [command, ...args] = process.argv.slice(2)
const key = args.indexOf('-hmac') < 0 ? undefined : args[args.indexOf('-hmac') + 1]
const digest = key === undefined ? createHash('sha256') : createHmac('sha256', key)
const text =
  command === 'rand' ? randomBytes(Number(args[1])).toString('hex') : digest.update(readFileSync(0)).digest('hex')
process.stdout.write(command === 'rand' ? `${text}\n` : `${text} *stdin\n`)
