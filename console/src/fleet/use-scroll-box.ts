import { type RefObject, useEffect, useState } from 'react'

/** How far an element is scrolled, and how much of its content is seen, in pixels. */
export function useScrollBox(element: RefObject<HTMLElement | null>) {
  const [box, setBox] = useState({ top: 0, height: 0 })
  useEffect(() => {
    const current = element.current
    if (!current) return
    const measure = () => setBox({ top: current.scrollTop, height: current.clientHeight })
    const sizes = new ResizeObserver(measure)
    sizes.observe(current)
    current.addEventListener('scroll', measure, { passive: true })
    return () => {
      sizes.disconnect()
      current.removeEventListener('scroll', measure)
    }
  }, [element])
  return box
}
