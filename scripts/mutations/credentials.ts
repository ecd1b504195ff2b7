import { type Mutation, mutationsIn } from './mutation.ts'

const folder = 'src/access'
const tests = [
  'src/access/access.test.ts',
  'src/access/constant-time.test.ts',
  'src/access/freshness.test.ts',
  'src/access/passwords.test.ts',
  'src/access/vault.test.ts',
]
const identities = ['src/store/sqlite/sqlite-store.test.ts', ...tests]

/** Keys, nonces, passwords and tokens: who is let in at all. */
export const credentials: readonly Mutation[] = [
  ...mutationsIn(`${folder}/access.ts`, tests, [
    ['a nonce is of a realm', '{key.principal.realm}', "{''}"],
    ['a nonce is of a key', '{key.id} ', "{''} "],
    ['a nonce is spent once', 'return store.spendNonce(', 'return true || store.spendNonce('],
    ['a nonce is remembered as long as it is fresh', 'nonceExpiry(signedAt, at))', 'at)'],
    ['a wrong password is refused', 'return good && holder', 'return holder'],
    ['who is not enabled has no password', 'good && holder?.principal.enabled', 'good && holder'],
    ['who is not enabled has no token', 'token?.principal.enabled ? token', 'token ? token'],
    ['a key that is not active says so', 'active: active && principal.enabled', 'active: principal.enabled'],
    ['the keys of who is not enabled are not active', 'active: active && principal.enabled', 'active'],
    ['a token is found by its hash', "findToken(realm, digest('sha256', text))", 'findToken(realm, text)'],
    ['a token is kept as its hash', "hash: digest('sha256', text)", 'hash: text'],
    ['a security token is that of the key', "equalsInConstantTime(digest('sha256', text), tokenHash)", 'true'],
    ['what is sealed for one purpose opens for no other', "vault.forPurpose('diagnosis')", 'vault'],
  ]),
  ...mutationsIn(`${folder}/constant-time.ts`, tests, [
    ['texts of one length are compared', '&& timingSafeEqual(a, b)', ''],
    [
      'texts of two lengths differ',
      'a.length === b.length && timingSafeEqual(a, b)',
      'timingSafeEqual(a, b.subarray(0, a.length))',
    ],
  ]),
  ...mutationsIn(`${folder}/freshness.ts`, tests, [
    ['a time that is past is not fresh', 'Math.abs(now - signedAt)', 'signedAt - now'],
    ['a time to come is not fresh', 'Math.abs(now - signedAt)', 'now - signedAt'],
    ['a nonce of a fast clock is remembered as long as its time', 'Math.max(signedAt, now)', 'now'],
    ['a nonce of a slow clock is remembered as long as its arrival', 'Math.max(signedAt, now)', 'signedAt'],
  ]),
  ...mutationsIn(`${folder}/passwords.ts`, tests, [
    ['a password is compared', 'return timingSafeEqual(', 'return true || timingSafeEqual('],
    ['each password has its salt', 'randomBytes(16)', 'Buffer.alloc(16)'],
  ]),
  ...mutationsIn(`${folder}/vault.ts`, tests, [
    ['the key file is for its user alone', 'if (statSync(path).mode & 0o077)', 'if (false)'],
    ['another key is noticed', 'else if (!opens(vault, before))', 'else if (false)'],
    ['a lost key file is not made anew', 'if (before !== undefined) throw', 'if (false) throw'],
  ]),
  ...mutationsIn(
    'src/store/sqlite/nonces.ts',
    ['src/store/sqlite'],
    [
      ['a nonce that was spent is refused', 'if (!packed) return false', 'if (!packed) return true'],
      ['nonces outlive a restart', 'this.#ledger.restore(asWords(nonces), now)', 'void nonces'],
      ['nonces are written with the commit', 'this.#unwritten.push(packed)', ''],
    ],
  ),
  ...mutationsIn('src/store/sqlite/credentials.ts', identities, [
    ['a disabled key is not active', 'active: row.active === 1', 'active: true'],
    ['a session is kept with its token', '...(row.session !== null && { session: JSON.parse(row.session) }),', ''],
  ]),
  ...mutationsIn(
    'src/store/sqlite/remembered.ts',
    ['src/store/sqlite'],
    [
      [
        'what is remembered is forgotten when identities change',
        'if (generation !== this.#foundIn) this.#found.clear()',
        '',
      ],
    ],
  ),
]
