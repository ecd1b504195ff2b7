import { clientTokenLengthMax } from './limits.ts'

const name = /^[A-Za-z\u4e00-\u9fa5][^@/:="<>{}[\]\s\p{Cc}]{1,79}$/u
const passwordLetters = /^[\w!@#$%^&*()+=-]{8,32}$/
const passwordKinds = [/[A-Z]/, /[a-z]/, /\d/, /[!@#$%^&*()_+=-]/]
const clientToken = /^[\x21-\x7e]+$/
const connectionPrefix = /^[a-z][a-z0-9]{7,39}$/
const timeOfDay = /^(?:[01]\d|2[0-3]):[0-5]\dZ$/

/** 2 to 80 characters, a letter or Chinese character first, none of ``@/:="<>{[]}`` and no blank. */
export function isInstanceName(value: string): boolean {
  return value.isWellFormed() && name.test(value)
}

/** 8 to 32 characters of at least three kinds: capitals, small letters, digits and ``!@#$%^&*()_+-=``. */
export function isPassword(value: string): boolean {
  return passwordLetters.test(value) && passwordKinds.filter((kind) => kind.test(value)).length >= 3
}

/** Up to 64 printable ASCII characters. */
export function isClientToken(value: string): boolean {
  return value.length <= clientTokenLengthMax && clientToken.test(value)
}

/** 8 to 40 small letters and digits, a letter first. */
export function isConnectionPrefix(value: string): boolean {
  return connectionPrefix.test(value)
}

/** `HH:mmZ`. */
export function isTimeOfDay(value: string): boolean {
  return timeOfDay.test(value)
}

/** 1 to 65535, in decimal digits. */
export function isPort(value: string): boolean {
  return /^[1-9]\d{0,4}$/.test(value) && Number(value) <= 65_535
}
