import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const folder = fileURLToPath(new URL('.', import.meta.url))
const pages = ['fleet', 'instance', 'history', 'tags', 'session', 'explorer']
/** What pages are made of may not know them; the address and the head know all. */
const mayKnowPages = ['app', 'main.tsx']

interface Import {
  readonly from: string
  readonly to: string
}

const imports: readonly Import[] = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => /(?<!\.test)\.tsx?$/.test(path))
  .flatMap((from) =>
    [...readFileSync(`${folder}/${from}`, 'utf8').matchAll(/(?:from |import\(|import )'(\.[^']+)'/g)].map(
      ([, to = '']) => ({
        from,
        to: posix.join(posix.dirname(from), to),
      }),
    ),
  )

const roomOf = (path: string) => path.split('/', 1)[0] ?? ''

test('no page imports another, and what pages are made of imports none', () => {
  const breaches = imports.filter(({ from, to }) => {
    const [room, other] = [roomOf(from), roomOf(to)]
    return pages.includes(other) && room !== other && !mayKnowPages.includes(room)
  })
  expect(breaches).toEqual([])
})

test('of the server, nothing is imported but what knows only tags', () => {
  const outside = imports.filter(({ to }) => to.startsWith('..')).map(({ to }) => to)
  expect(outside.length).toBeGreaterThan(0)
  expect(outside.filter((to) => !to.startsWith('../../src/tags/'))).toEqual([])
})
