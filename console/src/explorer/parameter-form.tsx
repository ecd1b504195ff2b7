import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import type { Operation } from '../api/api-types.ts'
import { useTexts } from '../texts/use-texts.ts'
import { callParameters, choicesOf, type FieldTexts } from './call-parameters.ts'
import { ParameterField } from './parameter-field.tsx'

interface ParameterFormProps {
  readonly operation: Operation
  readonly label: string
  onSubmit(parameters: object): void
}

/** A field for each parameter. Fields that can say one thing only say it from the start. */
export function ParameterForm({ operation, label, onSubmit }: ParameterFormProps) {
  const t = useTexts().explorer
  const [texts, setTexts] = useState(() => initialTexts(operation))
  const [problems, setProblems] = useState<Readonly<Record<string, 'malformed' | 'missing'>>>({})
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = callParameters(operation, texts)
    setProblems('problems' in read ? read.problems : {})
    if ('parameters' in read) onSubmit(read.parameters)
  }
  return (
    <form className="stack" onSubmit={submit} aria-label={t.parameters} noValidate>
      {operation.parameters.map((parameter) => (
        <ParameterField
          key={parameter.name}
          parameter={parameter}
          text={texts[parameter.name] ?? ''}
          problem={problems[parameter.name]}
          onText={(text) => setTexts((before) => ({ ...before, [parameter.name]: text }))}
        />
      ))}
      <div>
        <Button type="primary" htmlType="submit">
          {label}
        </Button>
      </div>
    </form>
  )
}

function initialTexts({ parameters }: Operation): FieldTexts {
  const given = parameters.flatMap((parameter) => {
    const [choice, ...others] = choicesOf(parameter)
    return parameter.required && choice !== undefined && others.length === 0 ? [[parameter.name, choice]] : []
  })
  return Object.fromEntries(given)
}
