import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Mutation } from './mutation.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const copied = ['src', 'package.json', 'tsconfig.json', 'vitest.config.ts']
/** Of one run of tests, on a machine that others use too. */
const runMsMax = 600_000

/** `lost`: the text is no longer there; `broken`: the tests could not even be loaded. */
export type Outcome = 'caught' | 'survived' | 'lost' | 'broken'

/** A copy of the sources in a folder of its own, to break and to mend. */
export class Workspace implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'tagplane-mutations-'))

  constructor() {
    for (const name of copied) cpSync(join(root, name), join(this.#folder, name), { recursive: true })
    symlinkSync(join(root, 'node_modules'), join(this.#folder, 'node_modules'))
  }

  /** What the tests make of a mutation. The source is whole again afterwards. */
  async try({ file, mutate, tests }: Mutation): Promise<Outcome> {
    const path = join(this.#folder, file)
    const source = file.endsWith('.ts') ? readFileSync(path, 'utf8') : ''
    const mutated = mutate(source)
    if (mutated === undefined) return 'lost'
    writeFileSync(path, mutated)
    try {
      const { failed, passed } = await this.run(tests)
      if (failed > 0) return 'caught'
      return passed === undefined ? 'broken' : 'survived'
    } finally {
      writeFileSync(path, source)
    }
  }

  /** Runs tests until the first one fails. @returns how many; `passed` is absent if the run itself came to nothing */
  async run(tests: readonly string[]): Promise<{ failed: number; passed?: number }> {
    const report = join(this.#folder, 'report.json')
    rmSync(report, { force: true })
    const vitest = join(root, 'node_modules/vitest/vitest.mjs')
    const args = ['run', ...tests, '--bail=1', '--cache=false', '--reporter=json', `--outputFile=${report}`]
    const child = spawn(process.execPath, [vitest, ...args], { cwd: this.#folder, stdio: 'ignore', timeout: runMsMax })
    await once(child, 'exit')
    return readReport(report)
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

interface Report {
  readonly success: boolean
  readonly numFailedTests: number
  readonly numPassedTests: number
}

function readReport(path: string): { failed: number; passed?: number } {
  try {
    const { success, numFailedTests: failed, numPassedTests: passed }: Report = JSON.parse(readFileSync(path, 'utf8'))
    return success || failed > 0 ? { failed, passed } : { failed }
  } catch {
    return { failed: 0 }
  }
}
