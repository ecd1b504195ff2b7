/** `2019-01-17T07:05:52`, UTC: how lists write a time given in milliseconds since 1970. */
export function listTime(at: number): string {
  return new Date(at).toISOString().slice(0, 19)
}

/** `2026-01-16 09:34:36`, UTC: how the answer to a create call writes it. */
export function creationTime(at: number): string {
  return listTime(at).replace('T', ' ')
}

/** `2021-07-12T09:22:04+0000`: how jobs write it. */
export function jobTime(at: number): string {
  return `${listTime(at)}+0000`
}
