import { type PastedRequest, PasteProblem, splitUrl } from './pasted-request.ts'
import { readHeaders } from './read-http.ts'
import { shellWords } from './shell-words.ts'

/** What is read of a command, by the option that says it. */
interface Curl {
  method?: string
  url?: string
  readonly headers: string[]
  readonly data: string[]
  /** `-G`: the data stands in the query. */
  inQuery: boolean
}

type Reader = (curl: Curl, value: string) => PasteProblem | undefined

const setMethod: Reader = (curl, value) => void Object.assign(curl, { method: value })
const setUrl: Reader = (curl, value) => void Object.assign(curl, { url: value })
const addHeader: Reader = (curl, value) => void curl.headers.push(value)
const addRaw: Reader = (curl, value) => void curl.data.push(value)
const addData: Reader = (curl, value) => {
  if (value.startsWith('@'))
    return new PasteProblem('Write the data into the command: the server cannot read your files')
  return addRaw(curl, value)
}
const ignore: Reader = () => undefined

const withValue: Readonly<Record<string, Reader>> = {
  '-X': setMethod,
  '--request': setMethod,
  '--url': setUrl,
  '-H': addHeader,
  '--header': addHeader,
  '-d': addData,
  '--data': addData,
  '--data-ascii': addData,
  '--data-binary': addData,
  '--data-raw': addRaw,
  '-A': (curl, value) => addHeader(curl, `user-agent: ${value}`),
  '--user-agent': (curl, value) => addHeader(curl, `user-agent: ${value}`),
  '-o': ignore,
  '--output': ignore,
  '-m': ignore,
  '--max-time': ignore,
  '--connect-timeout': ignore,
}
/** `-sS`, `-k`, `-i` and their like say nothing about the request. */
const harmless =
  /^(-[sSkivgL#f]+|--(silent|show-error|insecure|include|verbose|globoff|location|compressed|fail|http1\.1))$/

/** Reads the arguments of curl, as far as they say what is sent. */
export function readCurl(command: string): PastedRequest | PasteProblem {
  const words = shellWords(command)
  if (!words) return new PasteProblem('Close the quotes of the command')
  const curl: Curl = { headers: [], data: [], inQuery: false }
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string
    const [option, attached] = /^-[XHdAom]./.test(word) ? [word.slice(0, 2), word.slice(2)] : [word, undefined]
    const reader = Object.hasOwn(withValue, option) ? withValue[option] : undefined
    if (!reader && attached === undefined && readFlag(curl, word)) continue
    if (!reader) return new PasteProblem(`Leave out "${word.slice(0, 60)}": only what says what is sent can be read`)
    const problem = reader(curl, attached ?? words[++at] ?? '')
    if (problem) return problem
  }
  return requestOf(curl)
}

/** @returns whether the word is known */
function readFlag(curl: Curl, word: string): boolean {
  if (word === '-G' || word === '--get') curl.inQuery = true
  else if (!word.startsWith('-')) curl.url = word
  else return harmless.test(word)
  return true
}

function requestOf({ method, url = '', headers: lines, data, inQuery }: Curl): PastedRequest | PasteProblem {
  const address = splitUrl(/^https?:\/\//i.test(url) ? url : `http://${url}`)
  if (url === '' || !address) return new PasteProblem('Write the address into the command')
  const headers = readHeaders(lines)
  if (headers instanceof PasteProblem) return headers
  headers.host ??= address.host
  const text = data.join('&')
  if (inQuery || data.length === 0) {
    const mark = address.target.includes('?') ? '&' : '?'
    const target = data.length === 0 ? address.target : `${address.target}${mark}${text}`
    return { method: method ?? 'GET', target, headers, body: Buffer.alloc(0) }
  }
  headers['content-type'] ??= 'application/x-www-form-urlencoded'
  return { method: method ?? 'POST', target: address.target, headers, body: Buffer.from(text) }
}
