import { Spin } from 'antd'
import { useTexts } from '../texts/use-texts.ts'

/** Something is on its way. */
export function Waiting() {
  return (
    <div role="status" aria-label={useTexts().waiting}>
      <Spin />
    </div>
  )
}
