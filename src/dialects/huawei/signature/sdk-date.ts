const basicFormat = /^(\d{4})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3])([0-5]\d)([0-5]\d)Z$/

/** The time that `X-Sdk-Date` (`YYYYMMDDTHHMMSSZ`, UTC) states, milliseconds since 1970; undefined if it states none. */
export function parseSdkDate(text: string): number | undefined {
  const [, year, month, day, hour, minute, second] = basicFormat.exec(text) ?? []
  if (year === undefined) return undefined
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
}

/** `at`, milliseconds since 1970, in the format of `X-Sdk-Date`. */
export function formatSdkDate(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`
}
