/**
 * `spend_nonces(bucket, fingerprints, expiries, now)`: remembers the nonces that are not remembered, and tells which
 * those were, parted by commas. Fingerprints come in ascending order, so that two nodes never wait for each other.
 */
export const spendNoncesFunction = `
create function spend_nonces(of_bucket integer, fingerprints bigint[], expiries bigint[], now_ms bigint) returns text
language plpgsql set search_path from current set plan_cache_mode = force_generic_plan as $$
declare
  spent bigint[] := '{}';
begin
  for place in 1 .. cardinality(fingerprints) loop
    insert into nonce as known (bucket, fingerprint, expires_at)
    values (of_bucket, fingerprints[place], expiries[place])
    on conflict (bucket, fingerprint) do update set expires_at = excluded.expires_at
      where known.expires_at <= now_ms;
    if found then
      spent := spent || fingerprints[place];
    end if;
  end loop;
  return array_to_string(spent, ',');
end $$
`
