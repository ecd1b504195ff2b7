import { hash } from 'node:crypto'

/**
 * A `NextToken`: where the page before ended, so that pages neither skip nor repeat what stood there all along,
 * whatever is written between them. It carries a digest of what it continues, and is good for nothing else.
 * @param scope what the listing is of: account, operation, region
 * @param position of the last row: instance and key, or key and value
 */
export function writePageToken(scope: readonly string[], position: readonly [string, string]): string {
  return Buffer.from(JSON.stringify([digestOf(scope, position), ...position])).toString('base64url')
}

/** @returns undefined if `token` is not one that `writePageToken` made for this scope */
export function readPageToken(scope: readonly string[], token: string): readonly [string, string] | undefined {
  const [digest, first, second] = parseTexts(Buffer.from(token, 'base64url').toString('utf8'))
  if (first === undefined || second === undefined || digest !== digestOf(scope, [first, second])) return undefined
  return writePageToken(scope, [first, second]) === token ? [first, second] : undefined
}

function digestOf(scope: readonly string[], position: readonly [string, string]): string {
  return hash('sha256', JSON.stringify([...scope, ...position])).slice(0, 16)
}

function parseTexts(json: string): readonly (string | undefined)[] {
  try {
    const value: unknown = JSON.parse(json)
    return Array.isArray(value) && value.every((member) => typeof member === 'string') ? value : []
  } catch {
    return []
  }
}
