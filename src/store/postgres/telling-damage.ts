import type { Queries } from './queries.ts'
import { damageIn } from './unavailable.ts'

/**
 * What `look` finds. If the server cannot read its files for it, what it says of them instead; the transaction goes on.
 * @param say puts the server's words into a sentence
 */
export async function tellingDamage(
  transaction: Queries,
  say: (damage: string) => string,
  look: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  await transaction.run('savepoint look')
  try {
    const found = await look()
    await transaction.run('release look')
    return found
  } catch (error) {
    const damage = damageIn(error)
    if (damage === undefined) throw error
    await transaction.run('rollback to look')
    return [say(damage)]
  }
}
