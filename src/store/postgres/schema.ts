import { changeTagsFunction } from './change-tags-function.ts'
import { spendNoncesFunction } from './spend-nonces-function.ts'

/**
 * What each version adds to the one before; `schema_version` holds how many a database has had. Never change one that
 * was released: append. Times are milliseconds since 1970. Texts are as `stored-text.ts` has them and are ordered by
 * code point, whatever the locale of the database. Where there is Citus, `citus.ts` distributes the tables. A function
 * that has changed stands here once more: its text is that of this program each time.
 */
export const migrations: readonly string[] = [
  `
  create table property (
    name text collate "C" primary key,
    value text not null
  );

  -- one row: counts the changes of identities, so that each node knows when to read them again
  create table identity_generation (
    number bigint primary key
  );
  insert into identity_generation values (0);

  create table account (
    realm text collate "C",
    id text collate "C",
    name text not null,
    primary key (realm, id)
  );

  create table tenant (
    id text collate "C" primary key,
    realm text collate "C" not null,
    account text collate "C" not null,
    name text not null,
    region text collate "C" not null,
    settings text not null,
    revision bigint not null default 0,
    changed_at bigint not null default 0
  );
  create index tenant_by_name on tenant (realm, account, name);

  create table principal (
    realm text collate "C",
    account text collate "C",
    id text collate "C",
    kind text collate "C" not null,
    name text collate "C" not null,
    administrator boolean not null,
    enabled boolean not null,
    policies text not null,
    password_hash text,
    -- of a role: json, and seconds
    trust text,
    session_seconds_max bigint,
    primary key (realm, account, id)
  );
  create unique index principal_by_name on principal (realm, account, kind, name);

  create table user_group (
    realm text collate "C",
    account text collate "C",
    name text collate "C",
    policies text not null,
    primary key (realm, account, name)
  );

  create table group_member (
    realm text collate "C",
    account text collate "C",
    principal text collate "C",
    user_group text collate "C",
    primary key (realm, account, principal, user_group)
  );
  create index group_member_by_group on group_member (realm, account, user_group);

  create table access_key (
    realm text collate "C",
    id text collate "C",
    account text collate "C" not null,
    principal text collate "C" not null,
    sealed_secret bytea not null,
    active boolean not null,
    created_at bigint not null,
    -- the last three are of temporary keys
    token_hash text,
    expires_at bigint,
    session text,
    primary key (realm, id)
  );
  create index access_key_by_owner on access_key (realm, account, principal);
  create index access_key_by_expiry on access_key (expires_at) where expires_at is not null;

  create table token (
    realm text collate "C",
    hash text collate "C",
    account text collate "C" not null,
    principal text collate "C" not null,
    tenant text,
    methods text not null,
    issued_at bigint not null,
    expires_at bigint not null,
    session text,
    primary key (realm, hash)
  );
  create index token_by_owner on token (realm, account, principal);
  create index token_by_expiry on token (expires_at);

  create table instance (
    tenant text collate "C",
    id text collate "C",
    region text collate "C" not null,
    name text collate "C" not null,
    created_at bigint not null,
    ready_at bigint not null,
    expires_at bigint,
    details json not null,
    primary key (tenant, id)
  );
  create index instance_by_age on instance (tenant, created_at desc, id);

  -- position: grows with the order in which the keys of an instance were attached
  create table tag (
    tenant text collate "C",
    instance text collate "C",
    key text collate "C",
    value text collate "C" not null,
    region text collate "C" not null,
    position bigint not null,
    primary key (tenant, instance, key)
  );
  create index tag_by_key on tag (tenant, region, key, value, instance);

  -- the change log; before or after is null where there was or is no such tag
  create table change (
    tenant text collate "C",
    revision bigint,
    instance text collate "C",
    key text collate "C",
    before text,
    after text,
    actor text not null,
    operation text not null,
    request_id text not null,
    at bigint not null,
    primary key (tenant, revision, instance, key)
  );

  create table job (
    tenant text collate "C",
    id text collate "C",
    name text not null,
    instance text not null,
    instance_name text not null,
    created_at bigint not null,
    ends_at bigint not null,
    forget_at bigint not null,
    primary key (tenant, id)
  );
  create index job_by_end on job (tenant, forget_at);

  create table idempotency_token (
    tenant text collate "C",
    token text collate "C",
    digest text not null,
    instance text not null,
    forget_at bigint not null,
    primary key (tenant, token)
  );
  create index idempotency_token_by_end on idempotency_token (tenant, forget_at);

  -- the first 8 bytes of the SHA-256 of each nonce; buckets spread them over the shards of Citus
  create table nonce (
    bucket integer,
    fingerprint bigint,
    expires_at bigint not null,
    primary key (bucket, fingerprint)
  );
  create index nonce_by_expiry on nonce (bucket, expires_at);
  `,
  changeTagsFunction,
  spendNoncesFunction,
  `
  alter table change add column region text collate "C" not null default '';
  update change set region = instance.region
  from instance where instance.tenant = change.tenant and instance.id = change.instance;
  create index change_by_instance on change (tenant, instance, revision, key);
  `,
  changeTagsFunction,
  `
  -- of which key the sessions of before were is not known
  alter table token add column access_key text collate "C";
  delete from token where methods = '["access-key"]';
  `,
]
