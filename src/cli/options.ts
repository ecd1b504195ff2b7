import { Option } from 'commander'

/** An option that can be given as `TAGPLANE_…` too. */
export function option(flags: string, description: string, variable: string): Option {
  return new Option(flags, description).env(`TAGPLANE_${variable}`)
}

export function dataOption(): Option {
  return option('--data <folder>', 'where the data is kept, and the key of the secrets', 'DATA').default('./data')
}
