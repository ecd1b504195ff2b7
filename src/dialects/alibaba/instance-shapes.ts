import { isIPv4 } from 'node:net'
import { clientTokenLengthMax, resourceIdLengthMax } from './limits.ts'
import { isResourceId } from './list-kinds.ts'
import type { Shape } from './scalar-kinds.ts'

const namePattern = /^[A-Za-z\u4e00-\u9fa5][^@/:="<>{}[\]\s\p{Cc}]{1,79}$/u
const passwordLetters = /^[\w!@#$%^&*()+=-]{8,32}$/
const passwordKinds = [/[A-Z]/, /[a-z]/, /\d/, /[!@#$%^&*()_+=-]/]
const clientTokenPattern = /^[\x21-\x7e]+$/
const connectionPrefixPattern = /^[a-z][a-z0-9]{7,39}$/
const timeOfDayPattern = /^(?:[01]\d|2[0-3]):[0-5]\dZ$/
const portPattern = /^[1-9]\d{0,4}$/

export const instanceName: Shape = {
  limits: '2 to 80 characters, a letter or Chinese character first, no blank and none of `@/:="<>{[]}`',
  holds: (value) => value.isWellFormed() && namePattern.test(value),
}

export const password: Shape = {
  limits: '8 to 32 characters of three kinds: capitals, small letters, digits, `!@#$%^&*()_+-=`',
  holds: (value) => passwordLetters.test(value) && passwordKinds.filter((kind) => kind.test(value)).length >= 3,
}

export const clientToken: Shape = {
  limits: `at most ${clientTokenLengthMax} printable ASCII characters`,
  holds: (value) => value.length <= clientTokenLengthMax && clientTokenPattern.test(value),
}

export const connectionPrefix: Shape = {
  limits: '8 to 40 small letters and digits, a letter first',
  holds: (value) => connectionPrefixPattern.test(value),
}

export const timeOfDay: Shape = { limits: '`HH:mmZ`', holds: (value) => timeOfDayPattern.test(value) }

export const port: Shape = {
  limits: '1 to 65535',
  holds: (value) => portPattern.test(value) && Number(value) <= 65_535,
}

export const resourceId: Shape = {
  limits: `at most ${resourceIdLengthMax} letters, digits and hyphens`,
  holds: isResourceId,
}

export const ipAddress: Shape = { limits: 'an IPv4 address', holds: isIPv4 }
