import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml'

/** How often an alias may be written out, so that a few lines cannot fill the memory. */
const aliasCountMax = 100

/** What is wrong with a text, and on which line, counted from 1. */
export interface LineProblem {
  readonly line: number
  readonly message: string
}

/** A YAML text: its value, or the problems that keep it from having one. */
export interface YamlSource {
  readonly value: unknown
  readonly problems: readonly LineProblem[]
  /** The line of the innermost part of `path` that is there; of a member, the line of its name. */
  lineOf(path: readonly PropertyKey[]): number
}

export function parseYaml(text: string): YamlSource {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, stringKeys: true })
  const lineAt = (offset: number) => lines.linePos(offset).line
  const errors = document.errors.map(({ pos, message }) => ({ line: lineAt(pos[0]), message }))
  const unresolved = unresolvedAliases(document).map(({ offset, name }) => ({
    line: lineAt(offset),
    message: `unknown alias *${name}`,
  }))
  const found = [...errors, ...unresolved]
  const { value, problems } = found.length > 0 ? { value: undefined, problems: found } : writtenOut(document)
  return { value, problems, lineOf: (path) => lineAt(offsetOf(path, document)) }
}

function unresolvedAliases(document: Document): readonly { readonly offset: number; readonly name: string }[] {
  const found: { offset: number; name: string }[] = []
  visit(document, {
    Alias(_key, alias) {
      if (!alias.resolve(document)) found.push({ offset: alias.range?.[0] ?? 0, name: alias.source })
    },
  })
  return found
}

function writtenOut(document: Document): Pick<YamlSource, 'value' | 'problems'> {
  try {
    return { value: document.toJS({ maxAliasCount: aliasCountMax }), problems: [] }
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    return { value: undefined, problems: [{ line: 1, message: 'too many aliases' }] }
  }
}

function offsetOf(path: readonly PropertyKey[], document: Document): number {
  let node: unknown = document.contents
  let offset = 0
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document)
    const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === step) : undefined
    const place = isSeq(node) ? node.items[Number(step)] : pair?.key
    if (!isNode(place) || !place.range) break
    offset = place.range[0]
    node = pair ? pair.value : place
  }
  return offset
}
