/** Marks a file as ours (SQLite `application_id`): the letters `TagP`. */
export const applicationId = 0x54616750

/**
 * What each version adds to the one before; the version of a file (SQLite `user_version`) is how many it has had.
 * Never change one that was released: append. Times are milliseconds since 1970.
 */
export const migrations: readonly string[] = [
  `
  create table property (
    name text primary key,
    value text not null
  ) strict, without rowid;

  create table account (
    realm text not null,
    id text not null,
    name text not null,
    primary key (realm, id)
  ) strict, without rowid;

  create table tenant (
    id text primary key,
    realm text not null,
    account text not null,
    name text not null,
    region text not null,
    settings text not null,
    revision integer not null default 0,
    changed_at integer not null default 0
  ) strict, without rowid;
  create index tenant_by_account on tenant (realm, account);

  create table principal (
    realm text not null,
    account text not null,
    id text not null,
    kind text not null,
    name text not null,
    administrator integer not null,
    policies text not null,
    password_hash text,
    primary key (realm, account, id)
  ) strict, without rowid;
  create unique index principal_by_name on principal (realm, account, kind, name);

  create table access_key (
    realm text not null,
    id text not null,
    account text not null,
    principal text not null,
    sealed_secret blob not null,
    active integer not null,
    primary key (realm, id)
  ) strict, without rowid;

  create table token (
    realm text not null,
    hash text not null,
    account text not null,
    principal text not null,
    tenant text,
    methods text not null,
    issued_at integer not null,
    expires_at integer not null,
    primary key (realm, hash)
  ) strict, without rowid;
  create index token_by_expiry on token (expires_at);

  create table instance (
    tenant text not null,
    id text not null,
    region text not null,
    name text not null,
    created_at integer not null,
    ready_at integer not null,
    expires_at integer,
    details text not null,
    primary key (tenant, id)
  ) strict;
  create index instance_by_age on instance (tenant, created_at desc, id, region);

  -- position: grows with the order in which the keys of an instance were attached
  create table tag (
    tenant text not null,
    instance text not null,
    key text not null,
    value text not null,
    region text not null,
    position integer not null,
    primary key (tenant, instance, key)
  ) strict, without rowid;
  create index tag_by_key on tag (tenant, region, key, value, instance);

  -- the change log; before or after is null where there was or is no such tag
  create table change (
    tenant text not null,
    revision integer not null,
    instance text not null,
    key text not null,
    before text,
    after text,
    actor text not null,
    operation text not null,
    request_id text not null,
    at integer not null,
    primary key (tenant, revision, instance, key)
  ) strict, without rowid;

  create table job (
    tenant text not null,
    id text not null,
    name text not null,
    instance text not null,
    instance_name text not null,
    created_at integer not null,
    ends_at integer not null,
    forget_at integer not null,
    primary key (tenant, id)
  ) strict, without rowid;
  create index job_by_end on job (forget_at);

  create table idempotency_token (
    tenant text not null,
    token text not null,
    digest text not null,
    instance text not null,
    forget_at integer not null,
    primary key (tenant, token)
  ) strict, without rowid;
  create index idempotency_token_by_end on idempotency_token (forget_at);

  -- the nonces of one commit, packed as nonce-ledger.ts says; expires_at is that of the last to expire
  create table nonce_batch (
    id integer primary key,
    expires_at integer not null,
    nonces blob not null
  ) strict;
  `,
  `
  alter table principal add column enabled integer not null default 1;
  -- of a role: json, and seconds
  alter table principal add column trust text;
  alter table principal add column session_seconds_max integer;
  update principal set policies = (
    select json_group_array(
      case type
        when 'text' then json_object('name', value)
        else json_object('name', 'policy-' || (key + 1), 'document', json(value))
      end)
    from json_each(principal.policies));

  create table user_group (
    realm text not null,
    account text not null,
    name text not null,
    policies text not null,
    primary key (realm, account, name)
  ) strict, without rowid;

  create table group_member (
    realm text not null,
    account text not null,
    principal text not null,
    user_group text not null,
    primary key (realm, account, principal, user_group)
  ) strict, without rowid;
  create index group_member_by_group on group_member (realm, account, user_group);

  -- the last three are of temporary keys
  alter table access_key add column created_at integer not null default 0;
  alter table access_key add column token_hash text;
  alter table access_key add column expires_at integer;
  alter table access_key add column session text;
  create index access_key_by_owner on access_key (realm, account, principal);
  create index access_key_by_expiry on access_key (expires_at) where expires_at is not null;

  alter table token add column session text;
  create index token_by_owner on token (realm, account, principal);

  drop index tenant_by_account;
  create unique index tenant_by_name on tenant (realm, account, name);
  `,
  `
  alter table change add column region text not null default '';
  update change set region = coalesce(
    (select region from instance where instance.tenant = change.tenant and instance.id = change.instance), '');
  `,
  `
  -- of which key the sessions of before were is not known
  alter table token add column access_key text;
  delete from token where methods = '["access-key"]';
  `,
]
