import { meanwhileMax } from '../../tags/tag-change.ts'

/** Keys attached later stand behind those attached before: by revision, and by their order within its change. */
const positionsPerRevision = 2 ** 10

/**
 * `change_tags(tenant, changes)`: applies changes of one tenant, one after the other, and answers what each came to.
 * It keeps the rules of `tags/resolve.ts`, here because a change must cost one round trip; the conformance suite
 * compares both with the reference model.
 *
 * `changes` holds their edits, those of one change in a row; an edit: `ends_change`, `region`, `instances`, `set_keys`,
 * `set_values`, `unset_all`, `unset_keys`, `unset_values` (null: whatever the value), `seen_revision`, `tags_max`, and
 * the last one of its change `actor`, `operation`, `request_id`, `at`. An outcome: `missing`, `meanwhile` (rows of the
 * log, and the `revision` reached) or `over`, or else `instances`, `keys`, `befores` and `afters`, an item for each
 * difference, with `revision` if there are any.
 *
 * The lock on the tenant comes in a statement of its own: what follows sees all that was committed before it was got.
 * Rows are met one by one, by their whole key: over sets, the planner may choose to read all tags of the tenant.
 */
export const changeTagsFunction = `
create or replace function change_tags(of_tenant text, changes json) returns json
language plpgsql set search_path from current set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  outcomes json[] := '{}';
  edit record;
  begins_change boolean := true;
  one text;
  one_region text;
  one_key text;
  old record;
  logged record;
  old_value text;
  new_value text;
  old_keys text[];
  count_left integer;
  missing text[];
  meanwhile json[];
  over text[];
  regions text[];
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

  for edit in select * from json_to_recordset(changes) as given (
    ends_change boolean, region text, instances text[], set_keys text[], set_values text[], unset_all boolean,
    unset_keys text[], unset_values text[], seen_revision bigint, tags_max integer, actor text, operation text,
    request_id text, at bigint)
  loop
    if begins_change then
      missing := '{}';
      meanwhile := '{}';
      over := '{}';
      regions := '{}';
      instances := '{}';
      keys := '{}';
      befores := '{}';
      afters := '{}';
      places := '{}';
    end if;
    begins_change := edit.ends_change;

    foreach one in array edit.instances loop
      perform from instance where tenant = of_tenant and id = one and region = edit.region;
      if not found then
        missing := missing || one;
      end if;
    end loop;
    if edit.seen_revision <> last_revision then
      for logged in
        select * from change
        where tenant = of_tenant and instance = any (edit.instances) and revision > edit.seen_revision
        order by revision limit ${meanwhileMax} - cardinality(meanwhile)
      loop
        meanwhile := meanwhile || row_to_json(logged);
      end loop;
    end if;

    foreach one in array edit.instances loop
      old_keys := '{}';
      count_left := 0;
      place := 0;
      for old in select key, value from tag where tenant = of_tenant and instance = one order by position loop
        old_keys := old_keys || old.key;
        new_value := old.value;
        if old.key = any (edit.set_keys) then
          new_value := edit.set_values[array_position(edit.set_keys, old.key)];
        elsif edit.unset_all then
          new_value := null;
        elsif old.key = any (edit.unset_keys) then
          for selector in 1 .. cardinality(edit.unset_keys) loop
            if edit.unset_keys[selector] = old.key
              and coalesce(edit.unset_values[selector], old.value) = old.value
            then
              new_value := null;
            end if;
          end loop;
        end if;
        if new_value is not null then
          count_left := count_left + 1;
        end if;
        if new_value is distinct from old.value then
          regions := regions || edit.region;
          instances := instances || one;
          keys := keys || old.key;
          befores := befores || old.value;
          afters := afters || new_value;
          places := places || place;
          place := place + 1;
        end if;
      end loop;
      for wanted in 1 .. cardinality(edit.set_keys) loop
        if edit.set_keys[wanted] <> all (old_keys) then
          count_left := count_left + 1;
          regions := regions || edit.region;
          instances := instances || one;
          keys := keys || edit.set_keys[wanted];
          befores := befores || null::text;
          afters := afters || edit.set_values[wanted];
          places := places || place;
          place := place + 1;
        end if;
      end loop;
      if edit.set_keys <> '{}' and count_left > edit.tags_max then
        over := over || one;
      end if;
    end loop;

    if not edit.ends_change then
      continue;
    end if;
    if missing <> '{}' then
      outcomes := outcomes || json_build_object('missing', missing);
      continue;
    end if;
    if cardinality(meanwhile) > 0 or edit.seen_revision > last_revision then
      outcomes := outcomes || json_build_object('meanwhile', meanwhile, 'revision', last_revision);
      continue;
    end if;
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
    last_at := greatest(last_at, edit.at);
    for written in 1 .. cardinality(instances) loop
      -- into variables: Citus 13 fails on an item of an array that is set as a value
      one_region := regions[written];
      one := instances[written];
      one_key := keys[written];
      old_value := befores[written];
      new_value := afters[written];
      place := last_revision * ${positionsPerRevision} + places[written];
      if new_value is null then
        delete from tag where tenant = of_tenant and instance = one and key = one_key;
      elsif old_value is null then
        insert into tag (tenant, instance, key, value, region, position)
        values (of_tenant, one, one_key, new_value, one_region, place);
      else
        update tag set value = new_value where tenant = of_tenant and instance = one and key = one_key;
      end if;
      insert into change (tenant, revision, instance, key, before, after, actor, operation, request_id, at, region)
      values (of_tenant, last_revision, one, one_key, old_value, new_value,
        edit.actor, edit.operation, edit.request_id, last_at, one_region);
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
