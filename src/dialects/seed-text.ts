import { z } from 'zod'

/** A text of a seed file. YAML reads `1` and `true` as something else, and would lose `1.0`: they must be quoted. */
export const seedText = z.string({ error: 'Quote the value, so that YAML reads it as text' })
