/** Wrong passwords in a row after which no more are tried (IAM, "Account Lockout"). */
export const failuresMax = 5
/** How long failures count, milliseconds. */
export const lockMs = 15 * 60_000
const rememberedMax = 10_000

/** Counts wrong passwords, so that they cannot be guessed. In memory: a restart forgets them. */
export interface PasswordAttempts {
  isLocked(who: string, now: number): boolean
  failed(who: string, now: number): void
  succeeded(who: string): void
}

const known = new WeakMap<object, PasswordAttempts>()

/** Those of one server: all who check passwords with the same `access` count together. */
export function passwordAttemptsOf(access: object): PasswordAttempts {
  const attempts = known.get(access) ?? createPasswordAttempts()
  known.set(access, attempts)
  return attempts
}

/** Remembers the 10,000 who failed last. */
export function createPasswordAttempts(): PasswordAttempts {
  const failures = new Map<string, { readonly count: number; readonly until: number }>()
  const countOf = (who: string, now: number) => {
    const known = failures.get(who)
    return known && known.until > now ? known.count : 0
  }
  return {
    isLocked: (who, now) => countOf(who, now) >= failuresMax,
    failed(who, now) {
      const count = countOf(who, now) + 1
      failures.delete(who)
      failures.set(who, { count, until: now + lockMs })
      const oldest = failures.size > rememberedMax ? failures.keys().next().value : undefined
      if (oldest !== undefined) failures.delete(oldest)
    },
    succeeded: (who) => void failures.delete(who),
  }
}
