import { Input } from 'antd'
import { useId } from 'react'
import type { Parameter } from '../api/api-types.ts'
import { useTexts } from '../texts/use-texts.ts'
import { choicesOf, exampleOf, isCompound } from './call-parameters.ts'

interface ParameterFieldProps {
  readonly parameter: Parameter
  readonly text: string
  readonly problem: 'malformed' | 'missing' | undefined
  onText(text: string): void
}

/** A parameter with its limits, the errors that it can give, and an example. */
export function ParameterField({ parameter, text, problem, onText }: ParameterFieldProps) {
  const t = useTexts().explorer
  const id = useId()
  const { name, type, required, limits, errors } = parameter
  const choices = choicesOf(parameter)
  const field = {
    id,
    value: text,
    spellCheck: false,
    'aria-describedby': `${id}-help`,
    'aria-invalid': problem !== undefined,
    'aria-required': required,
    ...(problem && { status: 'error' as const }),
  }
  const hint = isCompound(parameter) ? (parameter.members ? t.jsonHint : t.listHint) : ''
  return (
    <div>
      <label htmlFor={id}>
        <code>{name}</code> <span className="quiet">{required ? `${type}, ${t.required}` : type}</span>
      </label>
      {isCompound(parameter) ? (
        <Input.TextArea
          {...field}
          rows={2}
          placeholder={exampleOf(parameter)}
          onChange={({ target }) => onText(target.value)}
        />
      ) : (
        <Input {...field} list={`${id}-choices`} onChange={({ target }) => onText(target.value)} />
      )}
      {choices.length > 0 && (
        <datalist id={`${id}-choices`}>
          {choices.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      )}
      <div id={`${id}-help`} className="quiet explorer-help">
        {[problem && t[problem], limits, hint, errors.join(', ')].filter(Boolean).join(' · ')}
      </div>
    </div>
  )
}
