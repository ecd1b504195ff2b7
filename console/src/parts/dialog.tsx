import { App, ConfigProvider } from 'antd'
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import './dialog.css'

interface DialogProps {
  readonly title: string
  readonly children: ReactNode
  onClose(): void
}

/** Holds the focus while it is open. The browser's own: it needs no style that the page's policy forbids. */
export function Dialog({ title, children, onClose }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  // Closed while it is still there, so that the focus goes back to where it was.
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog className="dialog" ref={dialog} aria-labelledby={titleId} onCancel={onClose}>
      <ConfigProvider getPopupContainer={() => dialog.current ?? document.body}>
        <App className="stack">
          <h2 id={titleId}>{title}</h2>
          {children}
        </App>
      </ConfigProvider>
    </dialog>
  )
}
