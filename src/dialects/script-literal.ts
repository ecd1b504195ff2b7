/** A JSON value as JavaScript or TypeScript writes it; member names stand without quotes where they may. */
export function scriptLiteral(value: unknown, indent = ''): string {
  if (typeof value === 'string') return stringLiteral(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const inner = `${indent}  `
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  const items = Array.isArray(value)
    ? value.map((item) => scriptLiteral(item, inner))
    : Object.entries(value).map(([name, member]) => `${memberName(name)}: ${scriptLiteral(member, inner)}`)
  if (items.length === 0) return open + close
  const blank = Array.isArray(value) ? '' : ' '
  const line = `${open}${blank}${items.join(', ')}${blank}${close}`
  return line.length <= 80 && !line.includes('\n')
    ? line
    : `${open}\n${items.map((item) => `${inner}${item},\n`).join('')}${indent}${close}`
}

function stringLiteral(text: string): string {
  const json = JSON.stringify(text)
  return json.includes("'") ? json : `'${json.slice(1, -1).replaceAll('\\"', '"')}'`
}

function memberName(name: string): string {
  if (name === '__proto__') return "['__proto__']"
  return /^[A-Za-z_]\w*$/.test(name) ? name : stringLiteral(name)
}
