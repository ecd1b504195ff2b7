/** Ends when a person asks for it, with Ctrl-C, or the system. */
export function untilAsked(): AbortSignal {
  const asked = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => asked.abort())
  return asked.signal
}
