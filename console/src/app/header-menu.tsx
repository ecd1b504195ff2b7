import { Button } from 'antd'
import { type ReactNode, useId } from 'react'

interface HeaderMenuProps {
  readonly label: string
  readonly children: ReactNode
}

/** A panel below the header, which its button opens and a click elsewhere, or Escape, closes. */
export function HeaderMenu({ label, children }: HeaderMenuProps) {
  const id = useId()
  return (
    <>
      <Button type="text" popoverTarget={id}>
        {label}
      </Button>
      <section className="header-menu" id={id} popover="auto" aria-label={label}>
        {children}
      </section>
    </>
  )
}
