import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openVault, VaultError, type VaultMark, vaultUnder } from './vault.ts'

let folder = ''
let mark: string | undefined
const marks: VaultMark = {
  read: async () => mark,
  claim: async (text) => {
    mark ??= text
    return mark
  },
}
const open = () => openVault(folder, marks)
let keyFile = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tagplane-vault-'))
  keyFile = join(folder, 'secret.key')
  mark = undefined
})
afterEach(() => rmSync(folder, { recursive: true }))

test.each(['secret', '', '密 😀', 'x'.repeat(100_000)])('what is sealed opens again', async (secret) => {
  const vault = await open()
  expect(vault.open(vault.seal(secret))).toBe(secret)
})

test('a sealed secret holds nothing of it, and is never the same twice', async () => {
  const vault = await open()
  const [one, other] = [vault.seal('a secret in plain sight'), vault.seal('a secret in plain sight')]
  expect(Buffer.from(one).includes('secret')).toBe(false)
  expect(Buffer.from(one).equals(Buffer.from(other))).toBe(false)
})

test('another key opens nothing', () => {
  const sealed = vaultUnder(randomBytes(32)).seal('secret')
  expect(() => vaultUnder(randomBytes(32)).open(sealed)).toThrow()
})

test('what is sealed for one purpose opens for that one alone, also after a restart', () => {
  const key = randomBytes(32)
  const sealed = vaultUnder(key).forPurpose('one').seal('secret')
  expect(vaultUnder(key).forPurpose('one').open(sealed)).toBe('secret')
  expect(() => vaultUnder(key).forPurpose('other').open(sealed)).toThrow()
  expect(() => vaultUnder(key).open(sealed)).toThrow()
})

test('not a bit of what was sealed may change', async () => {
  const vault = await open()
  const sealed = Buffer.from(vault.seal('secret'))
  for (let index = 0; index < sealed.length; index++) {
    const altered = Buffer.from(sealed)
    altered[index] = (altered[index] ?? 0) ^ 1
    expect(() => vault.open(altered), `byte ${index}`).toThrow()
  }
})

test('not a byte of what was sealed may be missing', async () => {
  const vault = await open()
  const sealed = vault.seal('secret')
  for (let length = 0; length < sealed.length; length++) {
    expect(() => vault.open(sealed.subarray(0, length)), `${length} bytes`).toThrow()
  }
})

test('the key file is made once, for the server’s user alone', async () => {
  const sealed = (await open()).seal('secret')
  expect(statSync(keyFile).mode & 0o777).toBe(0o600)
  expect(readFileSync(keyFile)).toHaveLength(32)
  expect((await open()).open(sealed)).toBe('secret')
})

test.each([0o644, 0o640, 0o660, 0o604, 0o601])('a key file of mode %o is refused', async (mode) => {
  await open()
  chmodSync(keyFile, mode)
  const refusal = new VaultError(`Other users may read ${keyFile}; run "chmod 600 ${keyFile}"`)
  await expect(open()).rejects.toThrow(refusal)
})

test.each([0, 31, 33])('a key file of %d bytes is refused', async (bytes) => {
  writeFileSync(keyFile, randomBytes(bytes), { mode: 0o600 })
  const refusal = new VaultError(`${keyFile} is not a key file: it has ${bytes} bytes, not 32`)
  await expect(open()).rejects.toThrow(refusal)
})

test('a key file that is gone is not made again: what was sealed under it would be lost', async () => {
  await open()
  rmSync(keyFile)
  await expect(open()).rejects.toThrow(VaultError)
  expect(existsSync(keyFile)).toBe(false)
})

test('the key of another data folder is refused', async () => {
  await open()
  writeFileSync(keyFile, randomBytes(32))
  await expect(open()).rejects.toThrow(`${keyFile} is not the key of this store`)
})

test('of nodes that start at the same moment with keys of their own, the first one stays and the others are refused', async () => {
  const late: VaultMark = { ...marks, read: async () => undefined }
  await open()
  writeFileSync(keyFile, randomBytes(32))
  await expect(openVault(folder, late)).rejects.toThrow(VaultError)
})

test('a key file that was being made when the power failed is made anew', async () => {
  writeFileSync(`${keyFile}.${process.pid}.draft`, randomBytes(7), { mode: 0o600 })
  await open()
  expect(readFileSync(keyFile)).toHaveLength(32)
})
