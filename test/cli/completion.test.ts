import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tagplane } from '../server/command.ts'
import { type RunningServer, startServer } from '../server.ts'
import { asWhom } from './client.ts'

const command = fileURLToPath(new URL('../../bin/tagplane.js', import.meta.url))

let server: RunningServer
beforeAll(async () => {
  server = await startServer({ args: ['--demo'] })
})
afterAll(() => server?.[Symbol.asyncDispose]())

/** What bash offers after `line`, whose words it breaks as it always does. */
function offered(line: string, variables: Readonly<Record<string, string>> = asWhom(server)): readonly string[] {
  const script = [
    `tagplane() { '${process.execPath}' '${command}' "$@"; }`,
    'source <(tagplane completion bash)',
    `COMP_LINE=$1 COMP_POINT=\${#1}`,
    '_tagplane',
    `printf '%s\\n' "\${COMPREPLY[@]}"`,
  ].join('\n')
  const env = { ...process.env, ...variables }
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script, 'bash', line], { env, encoding: 'utf8' })
  expect(stderr).toBe('')
  return stdout.split('\n').filter(Boolean)
}

describe('bash completes', () => {
  test.each<[line: string, words: string[]]>([
    ['tagplane un', ['untag', 'undo']],
    ['tagplane search --c', ['--credentials', '--columns', '--count', '--csv']],
    ['tagplane access cr', ['create']],
    ['tagplane access create us', ['user']],
    ['tagplane audit --decision ', ['allow', 'deny', 'none']],
    ['tagplane completion ', ['bash', 'zsh']],
    ["tagplane search 'en", ['env', 'enviroment', 'environment']],
    ["tagplane search 'env = pro", ['env = prod', 'env = production']],
    ["tagplane search 'env = prod a", ['env = prod and']],
    ['tagplane search env=pro', ['prod', 'production']],
    ['tagplane search --values env', ['env', 'enviroment', 'environment']],
    ['tagplane search --columns owner,cost-', ['owner,cost-center']],
    ["tagplane tag 'env = prod' own", ['owner=']],
    ["tagplane tag 'env = prod' owner=li", ['li.na']],
    ["tagplane untag --yes 'env = prod' a=b cost_", ['cost_center']],
    ['tagplane no-such ', []],
    ["tagplane search 'env = prod' en", []],
  ])('%s', (line, words) => {
    expect(offered(line)).toEqual(words)
  })

  test('no keys, and says nothing, where no server answers', () => {
    expect(offered("tagplane tag 'env = prod' own", asWhom({ url: 'http://127.0.0.1:9' }))).toEqual([])
  })

  test('of the server that the line names', () => {
    const { TAGPLANE_ACCESS_KEYS } = asWhom(server)
    expect(offered(`tagplane search --endpoint ${server.url} --values team`, { TAGPLANE_ACCESS_KEYS })).toEqual([
      'team',
    ])
  })
})

test('zsh gets words without quotes of their own, which it puts there itself', async () => {
  const { stdout } = await tagplane(['complete', 'zsh', "tagplane search 'env = pro"], { env: asWhom(server) })
  expect(stdout).toBe('env = prod\nenv = production\n')
})

test('the help says nothing of what shells call', async () => {
  expect((await tagplane(['--help'])).stdout).not.toMatch(/^ {2}complete /m)
})
