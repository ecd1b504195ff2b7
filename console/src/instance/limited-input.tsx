import { Input, type InputRef } from 'antd'
import { type Ref, useId } from 'react'
import type { TextRule } from '../api/api-types.ts'
import { useTexts } from '../texts/use-texts.ts'
import { breachOf, lengthOf } from './breach.ts'

interface LimitedInputProps {
  readonly label: string
  readonly text: string
  readonly rule: TextRule
  readonly ref?: Ref<InputRef>
  onText(text: string): void
}

/** A field that says, while one types, how much the vendor allows and what he would answer. */
export function LimitedInput({ label, text, rule, ref, onText }: LimitedInputProps) {
  const t = useTexts().instance
  const id = useId()
  const breach = text === '' ? undefined : breachOf(text, rule)
  return (
    <div className="limited-input">
      <Input
        {...(ref && { ref })}
        aria-label={label}
        aria-describedby={id}
        aria-invalid={breach !== undefined}
        placeholder={label}
        status={breach ? 'error' : ''}
        value={text}
        spellCheck={false}
        autoComplete="off"
        onChange={({ target }) => onText(target.value)}
      />
      <div id={id} className={breach ? 'breach' : 'quiet'} aria-live="polite">
        {lengthOf(text)} / {rule.lengthMax}
        {breach && ` · ${t.breaches[breach]} · ${rule.refusal.code}: ${rule.refusal.message}`}
      </div>
    </div>
  )
}
