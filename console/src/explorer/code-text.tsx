import { CopyButton } from '../parts/copy-button.tsx'

interface CodeTextProps {
  readonly text: string
  readonly what: string
}

/** Text of a machine, as it is, with a button to copy it. */
export function CodeText({ text, what }: CodeTextProps) {
  return (
    <div className="stack">
      <pre className="code explorer-code">{text}</pre>
      <CopyButton text={text} what={what} />
    </div>
  )
}
