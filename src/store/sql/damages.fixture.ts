import { aChange, anInstance, fleet, tags } from '../conformance/bed.conformance.ts'
import type { Store } from '../store.ts'

/** Fills an empty store: revisions 1 (load) to 4 of tenant t1. */
export async function makeShortHistory(store: Store): Promise<void> {
  const instances = [anInstance('a', { tags: tags('env=prod', 'team=core') }), anInstance('b')]
  await store.load('fleet', async () => ({ ...fleet, instances }))
  await store.changeTags(aChange({ instances: ['a', 'b'], set: tags('env=test', 'owner=ada') }))
  await store.changeTags(aChange({ unset: [{ key: 'team' }] }))
  await store.changeTags(aChange({ instances: ['b'], unset: 'all' }))
}

/** What may happen to a store with the short history behind its back, and what must be said of it then. */
export const damages: readonly (readonly [what: string, damage: string, problem: string])[] = [
  [
    'a revision is missing',
    'delete from change where revision = 3',
    'tenant t1 is at revision 4, but its change log has 3 revisions, 1 to 4',
  ],
  [
    'a revision is ahead of the log',
    "update tenant set revision = 9 where id = 't1'",
    'tenant t1 is at revision 9, but its change log has 4 revisions, 1 to 4',
  ],
  [
    'the log begins late',
    'delete from change where revision = 1',
    'tenant t1 is at revision 4, but its change log has 3 revisions, 2 to 4',
  ],
  [
    'a revision has two times',
    "update change set at = at + 1 where revision = 2 and instance = 'a'",
    'revision 2 of tenant t1 was made by several requests',
  ],
  [
    'time goes back',
    'update change set at = at - 1 where revision = 3',
    'revision 3 of tenant t1 is dated before the one before it',
  ],
  [
    'a change is yet to come',
    'update change set at = 4102444800000 where revision = 4',
    'the change log of tenant t1 has a change dated 2100-01-01T00:00:00.000Z, in the future',
  ],
  [
    'a change has a time that is none',
    'update change set at = 9000000000000000 where revision = 4',
    'the change log of tenant t1 has a change dated 9000000000000000 ms after 1970, in the future',
  ],
  [
    'policies of a user cannot be read',
    "update principal set policies = '[{' where id = '200' and realm = 'one'",
    'policies of principal 200 of acme is not JSON: what needs it fails',
  ],
  [
    'settings of a tenant cannot be read',
    "update tenant set settings = '' where id = 't1'",
    'settings of tenant t1 of acme is not JSON: what needs it fails',
  ],
  [
    'the log contradicts itself',
    "update change set before = 'x' where revision = 2 and instance = 'a' and key = 'env'",
    'revision 2 of tenant t1 found tag env of a as "x", but the log had left it as "prod"',
  ],
  [
    'a change changes nothing',
    'update change set after = before where revision = 3',
    'revision 3 of tenant t1 changed nothing about tag team of a',
  ],
  [
    'a value is other than logged',
    "update tag set value = 'x' where key = 'env'",
    'tag env of a of tenant t1 is "x", by the change log "test"',
  ],
  [
    'a tag was never logged',
    "insert into tag values ('t1', 'b', 'k', 'v', 'north', 1)",
    'tag k of b of tenant t1 is "v", by the change log absent',
  ],
  [
    'a tag is lost',
    "delete from tag where key = 'env'",
    'tag env of a of tenant t1 is missing, by the change log it is "test"',
  ],
  [
    'a tag is filed elsewhere',
    "update tag set region = 'south' where key = 'env'",
    'tag env of a of tenant t1 is filed under south, the instance under north',
  ],
  [
    'an instance is lost',
    "delete from instance where id = 'a'",
    'tag env is on instance a of tenant t1, which does not exist',
  ],
  ['a tenant is lost', "delete from tenant where id = 't1'", 'instance has rows of tenant t1, which does not exist'],
  [
    'a log is nobody’s',
    "update change set tenant = 'gone'",
    'the change log has changes of tenant gone, which does not exist',
  ],
  [
    'a user is lost',
    "delete from principal where id = '200' and realm = 'one'",
    'access_key has rows of principal 200 of one account acme, who does not exist',
  ],
  [
    'an account is lost',
    "delete from account where realm = 'two'",
    'principal has rows of two account acme, which does not exist',
  ],
  ['an index is lost', 'drop index tag_by_key', 'the schema of index tag_by_key is missing'],
  [
    'a table is altered',
    'alter table job add column x text',
    'the schema of table job is not as this program makes it',
  ],
]

/** 25 breaches of one kind. */
export const tooMany = `insert into tag values ${Array.from(
  { length: 25 },
  (_, index) => `('t1', 'a', 'k${index}', 'v', 'north', ${index})`,
).join(', ')}`
