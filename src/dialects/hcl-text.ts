/** What an argument of Terraform's language may be here. */
export type HclValue = string | boolean | readonly string[] | Readonly<Record<string, string>>

/** A block of Terraform's language. @param inner blocks, or lines, after the arguments; each may have several lines */
export function hclBlock(
  head: string,
  members: Readonly<Record<string, HclValue | undefined>>,
  inner: readonly string[] = [],
): string {
  const lines = Object.entries(members).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} = ${hclLiteral(value)}`],
  )
  const all = [...lines, ...inner].flatMap((part) => part.split('\n'))
  return all.length === 0 ? `${head} {}` : `${head} {\n${all.map((line) => `  ${line}\n`).join('')}}`
}

function hclLiteral(value: HclValue): string {
  if (typeof value === 'string') return hclText(value)
  if (typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return `[${value.map(hclText).join(', ')}]`
  return `{ ${Object.entries(value)
    .map(([name, text]) => `${hclText(name)} = ${hclText(text)}`)
    .join(', ')} }`
}

/** Nothing in it is taken for a template. */
function hclText(text: string): string {
  return JSON.stringify(text).replace(/[$%](?=\{)/g, '$&$&')
}
