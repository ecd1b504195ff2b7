import { expect, test } from 'vitest'
import { demoSeedFile, publishedKeyIds } from './demo.ts'

test('every access key of the demo fleet is known as published', async () => {
  const unread = { sealSecret: () => new Uint8Array(), hashPassword: async () => '' }
  const { accessKeys } = await (await demoSeedFile().parse()).contents(unread, 0)
  expect(accessKeys.map(({ id }) => id)).toEqual(publishedKeyIds)
})
