import { Button } from 'antd'
import { useState } from 'react'
import { useTexts } from '../texts/use-texts.ts'

interface CopyButtonProps {
  readonly text: string
  /** What the text is, for who does not see where the button stands. */
  readonly what: string
}

/** Puts a text on the clipboard, and says so. Browsers have one for pages of HTTPS and of this machine only. */
export function CopyButton({ text, what }: CopyButtonProps) {
  const t = useTexts().explorer
  const [copied, setCopied] = useState<string>()
  if (!navigator.clipboard) return null
  const copy = () => void navigator.clipboard.writeText(text).then(() => setCopied(text))
  return (
    <span className="row">
      <Button size="small" onClick={copy} aria-label={t.copyOf(what)}>
        {t.copy}
      </Button>
      <span role="status" className="quiet">
        {copied === text && t.copied}
      </span>
    </span>
  )
}
