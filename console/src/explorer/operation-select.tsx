import { useId } from 'react'
import type { Operation } from '../api/api-types.ts'
import { useClouds } from '../clouds/use-clouds.ts'
import { usePreferences } from '../preferences/preferences.tsx'
import { useTexts } from '../texts/use-texts.ts'

interface OperationSelectProps {
  readonly operations: readonly Operation[]
  readonly chosen: Operation | undefined
  onChoose(operation: Operation): void
}

/** All operations, by cloud. */
export function OperationSelect({ operations, chosen, onChoose }: OperationSelectProps) {
  const t = useTexts().explorer
  const id = useId()
  const clouds = useClouds()
  const { language } = usePreferences()
  return (
    <div className="row">
      <label htmlFor={id}>{t.operation}</label>
      <select
        id={id}
        className="explorer-select"
        value={chosen ? operations.indexOf(chosen) : ''}
        onChange={({ target }) => {
          const operation = operations[Number(target.value)]
          if (operation) onChoose(operation)
        }}
      >
        <option value="" disabled>
          {t.choose}
        </option>
        {clouds.map(({ name, words }) => (
          <optgroup key={name} label={words[language].cloud}>
            {operations.map(
              (operation, at) =>
                operation.cloud === name && (
                  <option key={operation.name} value={at}>
                    {operation.name}
                  </option>
                ),
            )}
          </optgroup>
        ))}
      </select>
    </div>
  )
}
