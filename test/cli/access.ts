import { expect } from 'vitest'
import { tagplane } from '../server/command.ts'

/** `tagplane access` on one data folder, each command a process of its own. Commands are written without quotes. */
export function accessTo(data: string) {
  const run = (command: string, input?: string) =>
    tagplane(['access', ...command.split(' ')], { env: { TAGPLANE_DATA: data }, ...(input !== undefined && { input }) })

  /** What a command that does what it says prints, without its hints. */
  async function done(command: string, input?: string): Promise<string> {
    const { status, stdout, stderr } = await run(command, input)
    expect({ command, status, why: status === 0 ? '' : stderr }).toEqual({ command, status: 0, why: '' })
    return stdout
  }

  return { run, done, json: async (command: string) => JSON.parse(await done(`${command} --json`)) }
}
