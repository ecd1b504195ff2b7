/** What the history can be asked for, as the address and the API have it. */
export const filterNames = ['tenant', 'instance', 'key', 'actor', 'operation', 'requestId', 'from', 'until'] as const
export type FilterName = (typeof filterNames)[number]
export type Filter = Partial<Record<FilterName, string>>

/** The filter that an address has. */
export function filterIn(address: URLSearchParams): Filter {
  return Object.fromEntries(filterNames.flatMap((name) => (address.get(name) ? [[name, address.get(name)]] : [])))
}

/** The address that has a filter; what is empty is not in it. */
export function addressOf(filter: Filter): URLSearchParams {
  const address = new URLSearchParams()
  for (const name of filterNames) {
    const text = filter[name]
    if (text) address.set(name, text)
  }
  return address
}
