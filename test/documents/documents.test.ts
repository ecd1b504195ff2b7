import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { allDocuments, anchorsOf, linksOf, pathsNamedIn, readDocument, root } from './markdown.ts'

const readme = readDocument('README.md')

describe.each(allDocuments())('$path', (document) => {
  const here = dirname(document.path)

  test('links to files and headings that exist', () => {
    const broken = linksOf(document).filter((link) => !/^[a-z]+:/.test(link) && !leadsSomewhere(link))
    expect(broken).toEqual([])
  })

  test('names paths that exist', () => {
    expect(pathsNamedIn(document).filter((path) => !existsSync(join(root, path)))).toEqual([])
  })

  function leadsSomewhere(link: string): boolean {
    const [path = '', anchor] = link.split('#')
    const target = path === '' ? document.path : join(here, path)
    if (!existsSync(join(root, target))) return false
    return anchor === undefined || anchorsOf(readDocument(target)).includes(anchor)
  }
})

test('README.md says how to run what continuous integration runs', () => {
  const commands = readFileSync(join(root, '.ci/run'), 'utf8').match(/^npm .*$/gm) ?? []
  expect(readme.text).toContain(`\n${commands.join(' && ')}\n`)
})

test('the options of README.md are those of tagplane serve --help', () => {
  const help = execFileSync(process.execPath, [join(root, 'bin/tagplane.js'), 'serve', '--help'], { encoding: 'utf8' })
  const rows = readme.text.match(/^\| `--.*$/gm)?.map((row) => row.replace(/ +/g, ' '))
  expect(rows).toEqual(optionsIn(help).map(optionRow))
})

test('the generated reference is fresh: run npm exec -- node scripts/write-reference.ts if it is not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tagplane-reference-'))
  try {
    execFileSync(process.execPath, [join(root, 'scripts/write-reference.ts'), folder])
    expect(filesIn(join(root, 'docs/reference'))).toEqual(filesIn(folder))
  } finally {
    rmSync(folder, { recursive: true })
  }
})

function filesIn(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

/** The entries of a help text, each on one line. */
function optionsIn(help: string): string[] {
  return help
    .slice(help.indexOf('Options:'))
    .split(/^ {2}(?=--)/m)
    .slice(1)
    .map((entry) => entry.replace(/\n {2}-h, [\s\S]*/, '').trim())
}

/** `--data <folder>  where … (default: "./data", env: TAGPLANE_DATA)` as a row of the table. */
function optionRow(entry: string): string {
  const [, flags, rest = ''] = /^(\S+(?: <\S+>)?)\s+([\s\S]*)$/.exec(entry) ?? []
  const [, description, facts = ''] = /^(.*) \((.*)\)$/.exec(rest.replace(/\s+/g, ' ')) ?? []
  const [, value] = /default: "?([^",]*)/.exec(facts) ?? []
  const [, variable] = /env: (\w+)/.exec(facts) ?? []
  return `| \`${flags}\` | \`${variable}\` |${value === undefined ? '' : ` \`${value}\``} | ${description} |`
}
