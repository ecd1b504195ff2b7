import { errors } from '../errors.ts'
import { text } from '../scalar-kinds.ts'

const nameBytesMin = 4
const nameBytesMax = 64
const namePattern = /^[A-Za-z\p{Script=Han}][A-Za-z0-9\-_\p{Script=Han}]*$/u

/** Whether an instance may be called `name`: 4 to 64 bytes, a letter or Chinese character first, then also digits, `-`, `_`. */
export function isInstanceName(name: string): boolean {
  const bytes = Buffer.byteLength(name)
  return bytes >= nameBytesMin && bytes <= nameBytesMax && namePattern.test(name)
}

const nameField = text(
  {
    max: nameBytesMax,
    limits: '4 to 64 bytes: a letter or Chinese character, then letters, digits, `-`, `_`, Chinese characters',
  },
  errors.instanceName,
)

export const instanceName = {
  ...nameField,
  read: (value: unknown) => (typeof value === 'string' && isInstanceName(value) ? value : errors.instanceName),
}

export const remark = text(
  { min: 0, max: 64, pattern: /^[^\r\n>!<"&'=]*$/, limits: '0 to 64 characters, no line break and none of `>!<"&\'=`' },
  errors.parameter,
)
