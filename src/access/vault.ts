import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

const algorithm = 'aes-256-gcm'
const keyBytes = 32
const nonceBytes = 12
const authTagLength = 16
/** First byte of what is sealed, so that the form can change later. */
const version = 1

/** Keeps signing secrets unreadable at rest: AES-256-GCM under a key that only the server's user can read. */
export interface Vault {
  seal(secret: string): Uint8Array
  /** @throws if `sealed` was not sealed by this vault's key, or was altered */
  open(sealed: Uint8Array): string
  /** A vault under a key of its own that follows from this one's: what is sealed for one purpose opens for no other. */
  forPurpose(purpose: string): Vault
}

/** A vault whose key file was not usable; the message says what to do. */
export class VaultError extends Error {
  override readonly name = 'VaultError'
}

/** Where the vault leaves a mark that tells later whether its key is still the same one. */
export interface VaultMark {
  read(): Promise<string | undefined>
  /** Leaves a mark where there is none. @returns the one that is there: of nodes that start at once, the first one's */
  claim(mark: string): Promise<string>
}

/**
 * Opens the vault of a data folder. Its key file `secret.key`, mode 0600, is made at the first use, and never again:
 * secrets that were sealed under another key could not be read.
 * @throws VaultError if the key file is missing, is not the one in use before, is not a key, or others may read it
 */
export async function openVault(dataFolder: string, mark: VaultMark): Promise<Vault> {
  const path = join(dataFolder, 'secret.key')
  const before = await mark.read()
  if (!existsSync(path)) {
    if (before !== undefined) throw new VaultError(`${path} is missing; restore it, the secrets are sealed under it`)
    createKeyFile(path, dataFolder)
  }
  const vault = vaultUnder(readKeyFile(path))
  const left = before ?? (await mark.claim(Buffer.from(vault.seal(markText)).toString('base64')))
  if (!opens(vault, left)) {
    throw new VaultError(
      `${path} is not the key of this store; put the one there that its first node made, or its backup`,
    )
  }
  return vault
}

/** A vault under a key of 32 bytes. */
export function vaultUnder(key: Uint8Array): Vault {
  return {
    seal(secret) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv(algorithm, key, nonce, { authTagLength })
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return Buffer.concat([Uint8Array.of(version), nonce, text, cipher.getAuthTag()])
    },
    open(sealed) {
      const bytes = Buffer.from(sealed)
      if (bytes[0] !== version) throw new Error(`sealed in form ${bytes[0]}, this program knows ${version}`)
      const textStart = 1 + nonceBytes
      const textEnd = bytes.length - authTagLength
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(1, textStart), { authTagLength })
      decipher.setAuthTag(bytes.subarray(textEnd))
      return Buffer.concat([decipher.update(bytes.subarray(textStart, textEnd)), decipher.final()]).toString('utf8')
    },
    forPurpose: (purpose) => vaultUnder(Buffer.from(hkdfSync('sha256', key, '', purpose, keyBytes))),
  }
}

const markText = 'tagplane'

/** Whether a mark was left by the vault of this key. */
export function isMarkedBy(key: Uint8Array, mark: string): boolean {
  return key.length === keyBytes && opens(vaultUnder(key), mark)
}

function opens(vault: Vault, mark: string): boolean {
  try {
    return vault.open(Buffer.from(mark, 'base64')) === markText
  } catch {
    return false
  }
}

function readKeyFile(path: string): Buffer {
  if (statSync(path).mode & 0o077) throw new VaultError(`Other users may read ${path}; run "chmod 600 ${path}"`)
  const key = readFileSync(path)
  if (key.length !== keyBytes)
    throw new VaultError(`${path} is not a key file: it has ${key.length} bytes, not ${keyBytes}`)
  return key
}

/** Whole or not at all, also at a power cut. Of several processes that make one at the same time, the first one's stays. */
function createKeyFile(path: string, folder: string): void {
  const draft = `${path}.${process.pid}.draft`
  const file = openSync(draft, 'w', 0o600)
  try {
    writeSync(file, randomBytes(keyBytes))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  try {
    linkSync(draft, path)
  } catch (error) {
    if (!existsSync(path)) throw error
  } finally {
    unlinkSync(draft)
  }
  const directory = openSync(folder, 'r')
  try {
    fsyncSync(directory)
  } finally {
    closeSync(directory)
  }
}
