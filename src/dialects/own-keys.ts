import type { Access, SigningKey } from '../access/access.ts'

/** The same access, in which there are no keys but those that `isOwn` holds for. */
export function withOwnKeysOnly(access: Access, isOwn: (key: SigningKey) => boolean): Access {
  return {
    ...access,
    async findSigningKey(realm, id) {
      const key = await access.findSigningKey(realm, id)
      return key && isOwn(key) ? key : undefined
    },
  }
}
