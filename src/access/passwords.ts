import { hash as digest, randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'

/** Cost figures of scrypt that OWASP recommends: 16 MiB of memory and some 250 ms for each password checked. */
const recommended = { N: 2 ** 14, r: 8, p: 5 }
/** More than any cost in use needs, bytes. */
const memoryMax = 256 * 1024 * 1024
const hashBytes = 32

/** `scrypt$N$r$p$salt$hash`, the last two in base64url, so that the cost can be raised later. */
export async function hashPassword(password: string, cost = recommended): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password, salt, cost)
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), hash.toString('base64url')].join('$')
}

/** Whether `password` is the one that `stored` was made of; compares in constant time. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [, N, r, p, salt = '', hash = ''] = stored.split('$')
  const expected = Buffer.from(hash, 'base64url')
  const options = { N: Number(N), r: Number(r), p: Number(p) }
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'base64url'), options), expected)
}

/** Of the password's SHA-256: scrypt fills a short password up with NULs, and would take `a` for `a\0`. */
function derive(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((done, failed) => {
    const secret = digest('sha256', password.normalize('NFC'), 'buffer')
    scrypt(secret, salt, hashBytes, { ...options, maxmem: memoryMax }, (error, hash) =>
      error ? failed(error) : done(hash),
    )
  })
}
