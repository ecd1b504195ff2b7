import type { Key } from './signer.ts'

/** What `seed.yaml` holds, by the names that the tests use. */
export const seed = new URL('seed.yaml', import.meta.url)

export const account = '1234567890123456'
export const region = 'cn-hangzhou'

export const rootKey: Key = { id: 'LTAI5tTestRootKey', secret: 'TestRootSecret000000000000000' }
export const opsKey: Key = { id: 'LTAI5tTestOpsKey', secret: 'TestOpsSecret0000000000000000' }
/** Reads everything, and changes the tags of `env=test` instances in Hangzhou, but never to `env=prod`. */
export const testerKey: Key = { id: 'LTAI5tTestTesterKey', secret: 'TestTesterSecret0000000000000' }
/** Has no policies. */
export const guestKey: Key = { id: 'LTAI5tTestGuestKey', secret: 'TestGuestSecret00000000000000' }
/** May assume every role that trusts him, through his group, and nothing else. */
export const brokerKey: Key = { id: 'LTAI5tTestBrokerKey', secret: 'TestBrokerSecret0000000000000' }
export const inactiveKey: Key = { id: 'LTAI5tTestOldKey', secret: 'TestOldSecret0000000000000000' }
/** Of another account: may assume every role that trusts him. */
export const visitorKey: Key = { id: 'LTAI5tTestVisitorKey', secret: 'TestVisitorSecret000000000000' }
export const otherKey: Key = { id: 'LTAI5tTestOtherKey', secret: 'TestOtherSecret00000000000000' }

export const orders = 'r-bp1test000000001'
export const sessions = 'r-bp1test000000002'
export const search = 'r-bp1test000000003'
export const prepaid = 'r-bp1test000000004'
export const guarded = 'r-bp1test000000005'
export const shanghai = 'r-uf6test000000001'
/** An instance of another account. */
export const foreign = 'r-bp1other00000001'

const roleArn = (name: string) => `acs:ram::${account}:role/${name}`
/** Reads everything; trusts all of its account. */
export const reader = roleArn('reader')
/** Does everything; trusts the broker, for 2 hours at most. */
export const operator = roleArn('operator')
/** Reads everything; trusts the other account, if it shows the external id `acme-4711`. */
export const partner = roleArn('partner')
/** Trusts nobody. */
export const closed = roleArn('closed')
