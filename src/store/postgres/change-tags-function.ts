/** Keys attached later stand behind those attached before: by revision, and by their order within its change. */
const positionsPerRevision = 2 ** 10

/**
 * `change_tags(tenant, changes)`: applies changes of one tenant, one after the other, and answers what each came to.
 * It keeps the rules of `tags/resolve.ts`, here because a change must cost one round trip; the conformance suite
 * compares both with the reference model.
 *
 * A change: `region`, `instances`, `set_keys`, `set_values`, `unset_all`, `unset_keys`, `unset_values` (null: whatever
 * the value), `tags_max`, `actor`, `operation`, `request_id`, `at`. An outcome: `missing` or `over`, or else
 * `instances`, `keys`, `befores` and `afters`, an item for each difference, with `revision` if there are any.
 *
 * The lock on the tenant comes in a statement of its own: what follows sees all that was committed before it was got.
 * Rows are met one by one, by their whole key: over sets, the planner may choose to read all tags of the tenant.
 */
export const changeTagsFunction = `
create function change_tags(of_tenant text, changes json) returns json
language plpgsql set search_path from current set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  outcomes json[] := '{}';
  change record;
  one text;
  one_key text;
  old record;
  old_value text;
  new_value text;
  old_keys text[];
  count_left integer;
  missing text[];
  over text[];
  instances text[];
  keys text[];
  befores text[];
  afters text[];
  places bigint[];
  place bigint;
  first_revision bigint;
  last_revision bigint;
  last_at bigint;
begin
  select revision, revision, changed_at into first_revision, last_revision, last_at
  from tenant where id = of_tenant for update;

  for change in select * from json_to_recordset(changes) as given (
    region text, instances text[], set_keys text[], set_values text[], unset_all boolean, unset_keys text[],
    unset_values text[], tags_max integer, actor text, operation text, request_id text, at bigint)
  loop
    missing := '{}';
    foreach one in array change.instances loop
      perform from instance where tenant = of_tenant and id = one and region = change.region;
      if not found then
        missing := missing || one;
      end if;
    end loop;
    if missing <> '{}' then
      outcomes := outcomes || json_build_object('missing', missing);
      continue;
    end if;

    over := '{}';
    instances := '{}';
    keys := '{}';
    befores := '{}';
    afters := '{}';
    places := '{}';
    foreach one in array change.instances loop
      old_keys := '{}';
      count_left := 0;
      place := 0;
      for old in select key, value from tag where tenant = of_tenant and instance = one order by position loop
        old_keys := old_keys || old.key;
        new_value := old.value;
        if old.key = any (change.set_keys) then
          new_value := change.set_values[array_position(change.set_keys, old.key)];
        elsif change.unset_all then
          new_value := null;
        elsif old.key = any (change.unset_keys) then
          for selector in 1 .. cardinality(change.unset_keys) loop
            if change.unset_keys[selector] = old.key
              and coalesce(change.unset_values[selector], old.value) = old.value
            then
              new_value := null;
            end if;
          end loop;
        end if;
        if new_value is not null then
          count_left := count_left + 1;
        end if;
        if new_value is distinct from old.value then
          instances := instances || one;
          keys := keys || old.key;
          befores := befores || old.value;
          afters := afters || new_value;
          places := places || place;
          place := place + 1;
        end if;
      end loop;
      for wanted in 1 .. cardinality(change.set_keys) loop
        if change.set_keys[wanted] <> all (old_keys) then
          count_left := count_left + 1;
          instances := instances || one;
          keys := keys || change.set_keys[wanted];
          befores := befores || null::text;
          afters := afters || change.set_values[wanted];
          places := places || place;
          place := place + 1;
        end if;
      end loop;
      if change.set_keys <> '{}' and count_left > change.tags_max then
        over := over || one;
      end if;
    end loop;
    if over <> '{}' then
      outcomes := outcomes || json_build_object('over', over);
      continue;
    end if;
    if instances = '{}' then
      outcomes := outcomes || json_build_object('instances', instances);
      continue;
    end if;

    if last_revision is null then
      raise exception 'tenant % owns instances but is not stored', of_tenant;
    end if;
    last_revision := last_revision + 1;
    last_at := greatest(last_at, change.at);
    for written in 1 .. cardinality(instances) loop
      -- into variables: Citus 13 fails on an item of an array that is set as a value
      one := instances[written];
      one_key := keys[written];
      old_value := befores[written];
      new_value := afters[written];
      place := last_revision * ${positionsPerRevision} + places[written];
      if new_value is null then
        delete from tag where tenant = of_tenant and instance = one and key = one_key;
      elsif old_value is null then
        insert into tag (tenant, instance, key, value, region, position)
        values (of_tenant, one, one_key, new_value, change.region, place);
      else
        update tag set value = new_value where tenant = of_tenant and instance = one and key = one_key;
      end if;
      insert into change (tenant, revision, instance, key, before, after, actor, operation, request_id, at)
      values (of_tenant, last_revision, one, one_key, old_value, new_value,
        change.actor, change.operation, change.request_id, last_at);
    end loop;
    outcomes := outcomes || json_build_object('revision', last_revision, 'instances', instances, 'keys', keys,
      'befores', befores, 'afters', afters);
  end loop;

  if last_revision > first_revision then
    update tenant set revision = last_revision, changed_at = last_at where id = of_tenant;
  end if;
  return array_to_json(outcomes);
end $$
`
