import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openVault, VaultError, vaultUnder } from './vault.ts'

let folder = ''
let keyFile = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tagplane-vault-'))
  keyFile = join(folder, 'secret.key')
})
afterEach(() => rmSync(folder, { recursive: true }))

test.each(['secret', '', '密 😀', 'x'.repeat(100_000)])('what is sealed opens again', (secret) => {
  const vault = openVault(folder)
  expect(vault.open(vault.seal(secret))).toBe(secret)
})

test('a sealed secret holds nothing of it, and is never the same twice', () => {
  const vault = openVault(folder)
  const [one, other] = [vault.seal('a secret in plain sight'), vault.seal('a secret in plain sight')]
  expect(Buffer.from(one).includes('secret')).toBe(false)
  expect(Buffer.from(one).equals(Buffer.from(other))).toBe(false)
})

test('another key opens nothing', () => {
  const sealed = vaultUnder(randomBytes(32)).seal('secret')
  expect(() => vaultUnder(randomBytes(32)).open(sealed)).toThrow()
})

test('not a bit of what was sealed may change', () => {
  const vault = openVault(folder)
  const sealed = Buffer.from(vault.seal('secret'))
  for (let index = 0; index < sealed.length; index++) {
    const altered = Buffer.from(sealed)
    altered[index] = (altered[index] ?? 0) ^ 1
    expect(() => vault.open(altered), `byte ${index}`).toThrow()
  }
})

test('not a byte of what was sealed may be missing', () => {
  const vault = openVault(folder)
  const sealed = vault.seal('secret')
  for (let length = 0; length < sealed.length; length++) {
    expect(() => vault.open(sealed.subarray(0, length)), `${length} bytes`).toThrow()
  }
})

test('the key file is made once, for the server’s user alone', () => {
  const sealed = openVault(folder).seal('secret')
  expect(statSync(keyFile).mode & 0o777).toBe(0o600)
  expect(readFileSync(keyFile)).toHaveLength(32)
  expect(openVault(folder).open(sealed)).toBe('secret')
})

test.each([0o644, 0o640, 0o660, 0o604, 0o601])('a key file of mode %o is refused', (mode) => {
  openVault(folder)
  chmodSync(keyFile, mode)
  const refusal = new VaultError(`Other users may read ${keyFile}; run "chmod 600 ${keyFile}"`)
  expect(() => openVault(folder)).toThrow(refusal)
})

test.each([0, 31, 33])('a key file of %d bytes is refused', (bytes) => {
  writeFileSync(keyFile, randomBytes(bytes), { mode: 0o600 })
  expect(() => openVault(folder)).toThrow(new VaultError(`${keyFile} is not a key file: expected 32 bytes`))
})
