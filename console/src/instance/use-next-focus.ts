import { useRef } from 'react'

/**
 * Where the focus goes once what had it is gone. `refOf` names the elements that may get it: React hands them over with
 * each render, so that one that is yet to come gets it when it comes.
 */
export function useNextFocus() {
  const next = useRef<string>(undefined)
  return {
    focus(name: string) {
      next.current = name
    },
    refOf: (name: string) => (element: HTMLElement | null) => {
      if (!element || next.current !== name) return
      next.current = undefined
      element.focus()
    },
  }
}
