import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16

/** Keeps signing secrets unreadable at rest: AES-256-GCM under a key that only the server's user can read. */
export interface Vault {
  seal(secret: string): Uint8Array
  /** @throws if `sealed` was not sealed by this vault's key, or was altered */
  open(sealed: Uint8Array): string
}

/** A vault whose key file was not usable; the message says what to do. */
export class VaultError extends Error {
  override readonly name = 'VaultError'
}

/**
 * Opens the vault of a data folder; makes its key file `secret.key`, mode 0600, at the first use.
 * @throws VaultError if the file is not a key, or others may read it
 */
export function openVault(dataFolder: string): Vault {
  const path = join(dataFolder, 'secret.key')
  createKeyFile(path)
  const { mode } = statSync(path)
  if (mode & 0o077) throw new VaultError(`Other users may read ${path}; run "chmod 600 ${path}"`)
  const key = readFileSync(path)
  if (key.length !== keyBytes) throw new VaultError(`${path} is not a key file: expected ${keyBytes} bytes`)
  return vaultUnder(key)
}

/** A vault under a key of 32 bytes. */
export function vaultUnder(key: Uint8Array): Vault {
  return {
    seal(secret) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      return Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()])
    },
    open(sealed) {
      const bytes = Buffer.from(sealed)
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes))
      decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes))
      const secret = decipher.update(bytes.subarray(nonceBytes, bytes.length - tagBytes))
      return Buffer.concat([secret, decipher.final()]).toString('utf8')
    },
  }
}

function createKeyFile(path: string): void {
  let file: number
  try {
    file = openSync(path, 'wx', 0o600)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return
    throw error
  }
  try {
    writeSync(file, randomBytes(keyBytes))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
