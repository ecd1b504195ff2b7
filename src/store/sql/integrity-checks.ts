type Row = Readonly<Record<string, unknown>>

/** Something that must not be in a store: a query whose rows are the breaches, or may be, and how to say one. */
export interface IntegrityCheck {
  /** What is looked at, for the progress: `revisions`. */
  readonly name: string
  /** In the SQL that all stores speak; they have the same tables and columns. */
  readonly sql: string
  /** Which rows are breaches, where SQL does not tell; all of them unless it is there. @param now milliseconds since 1970 */
  readonly isBreach?: (row: Row, now: number) => boolean
  /** @param row of the query */
  readonly say: (row: Row) => string
}

const latestChange = `
  select tenant, instance, key, after from (
    select tenant, instance, key, after,
      row_number() over (partition by tenant, instance, key order by revision desc) as place
    from change) as ranked
  where place = 1 and after is not null`

/** Clocks of nodes may differ so far before it is told, milliseconds. */
const clockMsMax = 24 * 3_600_000

/** Texts that hold JSON: the table, the column, and what tells its row among those of one tenant or account. */
const jsonColumns = [
  ['principal', 'policies', 'id'],
  ['principal', 'trust', 'id'],
  ['user_group', 'policies', 'name'],
  ['tenant', 'settings', 'id'],
  ['instance', 'details', 'id'],
  ['access_key', 'session', 'id'],
  ['token', 'methods', 'principal'],
  ['token', 'session', 'principal'],
] as const

/**
 * What holds in every store at every moment. Reads each table a few times over.
 * @see docs/operations.md, "Checking a store"
 */
export const integrityChecks: readonly IntegrityCheck[] = [
  {
    name: 'revisions',
    sql: `
      select t.id as tenant, t.revision as revision, count(distinct c.revision) as logged,
        coalesce(min(c.revision), 1) as first, coalesce(max(c.revision), 0) as last
      from tenant t left join change c on c.tenant = t.id
      group by t.id, t.revision
      having count(distinct c.revision) <> t.revision or coalesce(max(c.revision), 0) <> t.revision
        or coalesce(min(c.revision), 1) <> 1`,
    say: ({ tenant, revision, logged, first, last }) =>
      `tenant ${tenant} is at revision ${revision}, but its change log has ${logged} revisions, ${first} to ${last}`,
  },
  {
    name: 'tenants of the change log',
    sql: 'select distinct c.tenant as tenant from change c left join tenant t on t.id = c.tenant where t.id is null',
    say: ({ tenant }) => `the change log has changes of tenant ${tenant}, which does not exist`,
  },
  {
    name: 'requests of the change log',
    sql: `
      select tenant, revision from change group by tenant, revision
      having min(at) <> max(at) or min(actor) <> max(actor) or min(operation) <> max(operation)
        or min(request_id) <> max(request_id)`,
    say: ({ tenant, revision }) => `revision ${revision} of tenant ${tenant} was made by several requests`,
  },
  {
    name: 'times of the change log',
    sql: `
      select tenant, revision from (
        select tenant, revision, min(at) as at, lag(max(at)) over (partition by tenant order by revision) as before
        from change group by tenant, revision) as timed
      where at < before`,
    say: ({ tenant, revision }) => `revision ${revision} of tenant ${tenant} is dated before the one before it`,
  },
  {
    name: 'changes that are to come',
    sql: 'select tenant, max(at) as at from change group by tenant',
    isBreach: ({ at }, now) => Number(at) > now + clockMsMax,
    say: ({ tenant, at }) =>
      `the change log of tenant ${tenant} has a change dated ${dateOf(Number(at))}, in the future`,
  },
  {
    name: 'chain of the change log',
    sql: `
      select tenant, revision, instance, key, before, was from (
        select tenant, revision, instance, key, before,
          lag(after) over (partition by tenant, instance, key order by revision) as was
        from change) as chained
      where before is distinct from was`,
    say: ({ tenant, revision, instance, key, before, was }) =>
      `revision ${revision} of tenant ${tenant} found tag ${key} of ${instance} as ${value(before)}, but the log had left it as ${value(was)}`,
  },
  {
    name: 'changes that change nothing',
    sql: 'select tenant, revision, instance, key from change where before is not distinct from after',
    say: ({ tenant, revision, instance, key }) =>
      `revision ${revision} of tenant ${tenant} changed nothing about tag ${key} of ${instance}`,
  },
  {
    name: 'tags that the change log lacks',
    sql: `
      select g.tenant as tenant, g.instance as instance, g.key as key, g.value as value, l.after as after
      from tag g left join (${latestChange}) as l
        on l.tenant = g.tenant and l.instance = g.instance and l.key = g.key
      where l.after is distinct from g.value`,
    say: ({ tenant, instance, key, value: now, after }) =>
      `tag ${key} of ${instance} of tenant ${tenant} is ${value(now)}, by the change log ${value(after)}`,
  },
  {
    name: 'tags that only the change log has',
    sql: `
      select l.tenant as tenant, l.instance as instance, l.key as key, l.after as after
      from (${latestChange}) as l left join tag g
        on g.tenant = l.tenant and g.instance = l.instance and g.key = l.key
      where g.key is null`,
    say: ({ tenant, instance, key, after }) =>
      `tag ${key} of ${instance} of tenant ${tenant} is missing, by the change log it is ${value(after)}`,
  },
  {
    name: 'instances of tags',
    sql: `
      select g.tenant as tenant, g.instance as instance, g.key as key, g.region as region, i.region as place
      from tag g left join instance i on i.tenant = g.tenant and i.id = g.instance
      where i.region is distinct from g.region`,
    say: ({ tenant, instance, key, region, place }) =>
      place === null
        ? `tag ${key} is on instance ${instance} of tenant ${tenant}, which does not exist`
        : `tag ${key} of ${instance} of tenant ${tenant} is filed under ${region}, the instance under ${place}`,
  },
  ...['instance', 'job', 'idempotency_token'].map((table) => ({
    name: `tenants of ${table}`,
    sql: `select distinct x.tenant as tenant from ${table} x left join tenant t on t.id = x.tenant where t.id is null`,
    say: ({ tenant }: Row) => `${table} has rows of tenant ${tenant}, which does not exist`,
  })),
  ...['access_key', 'token', 'group_member'].map((table) => ({
    name: `principals of ${table}`,
    sql: `
      select distinct x.realm as realm, x.account as account, x.principal as principal
      from ${table} x left join principal p on p.realm = x.realm and p.account = x.account and p.id = x.principal
      where p.id is null`,
    say: ({ realm, account, principal }: Row) =>
      `${table} has rows of principal ${principal} of ${realm} account ${account}, who does not exist`,
  })),
  ...['principal', 'user_group', 'tenant'].map((table) => ({
    name: `accounts of ${table}`,
    sql: `
      select distinct x.realm as realm, x.account as account
      from ${table} x left join account a on a.realm = x.realm and a.id = x.account where a.id is null`,
    say: ({ realm, account }: Row) => `${table} has rows of ${realm} account ${account}, which does not exist`,
  })),
  ...jsonColumns.map(([table, column, id]) => ({
    name: `${column} of ${table}`,
    sql: `select tenant_or_account, id, text from (
        select ${table === 'instance' ? 'tenant' : 'account'} as tenant_or_account, ${id} as id,
          cast(${column} as text) as text
        from ${table}) as held
      where text is not null`,
    isBreach: ({ text }: Row) => !isJson(String(text)),
    say: ({ tenant_or_account: owner, id: which }: Row) =>
      `${column} of ${table} ${which} of ${owner} is not JSON: what needs it fails`,
  })),
]

function value(text: unknown): string {
  return text === null ? 'absent' : JSON.stringify(text)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Of any number: not all of them are times. */
function dateOf(ms: number): string {
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? `${ms} ms after 1970` : date.toISOString()
}
