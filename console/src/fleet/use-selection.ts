import { useCallback, useState } from 'react'
import { type Named, nothingSelected, type Selection, toggle } from './selection.ts'

/** What is selected of what `where` finds; another search begins with nothing. */
export function useSelection(where: string) {
  const [chosen, setChosen] = useState({ of: where, selection: nothingSelected })
  const select = useCallback((selection: Selection) => setChosen({ of: where, selection }), [where])
  const toggleOne = useCallback(
    (instance: Named) =>
      setChosen(({ of, selection }) => ({
        of: where,
        selection: toggle(of === where ? selection : nothingSelected, instance),
      })),
    [where],
  )
  return { selection: chosen.of === where ? chosen.selection : nothingSelected, select, toggleOne }
}
