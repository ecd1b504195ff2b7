import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/** A document of the project; `path` from its root. */
export interface MarkdownDocument {
  readonly path: string
  readonly text: string
}

/** Every document of the project. */
export function allDocuments(): MarkdownDocument[] {
  return globSync(['*.md', 'docs/**/*.md', 'bench/*.md', 'examples/**/*.md'], { cwd: root }).sort().map(readDocument)
}

export function readDocument(path: string): MarkdownDocument {
  return { path, text: readFileSync(join(root, path), 'utf8') }
}

/** What stands in the parentheses of the links, code blocks apart. */
export function linksOf({ text }: MarkdownDocument): string[] {
  return Array.from(withoutCodeBlocks(text).matchAll(/\]\(([^)\s]+)\)/g), ([, target = '']) => target)
}

/** The anchors that GitHub gives to the headings. */
export function anchorsOf({ text }: MarkdownDocument): string[] {
  return Array.from(withoutCodeBlocks(text).matchAll(/^#+ +(.+)$/gm), ([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

/** Paths of the project's own files and folders, as text in code font names them. */
export function pathsNamedIn({ text }: MarkdownDocument): string[] {
  const paths = /`((?:\.ci|bench|bin|docs|examples|scripts|src|test)\/[\w./-]*)`/g
  return Array.from(text.matchAll(paths), ([, path = '']) => path)
}

/** A block to paste into a shell, marked `<!-- run -->`, and what the block after it says that it prints. */
export interface Snippet {
  /** `run`, or `run after a kill`. */
  readonly mark: string
  readonly script: string
  readonly prints: string
}

export function snippetsOf({ text }: MarkdownDocument): Snippet[] {
  const marked = /<!-- (run[^>]*) -->\n```sh\n(.*?)```\n(?:(?!<!-- run).)*?```text\n(.*?)```/gs
  return Array.from(text.matchAll(marked), ([, mark = '', script = '', prints = '']) => ({ mark, script, prints }))
}

function withoutCodeBlocks(text: string): string {
  return text.replace(/^```.*?^```/gms, '')
}
