import { expect, test } from 'vitest'
import { auditLine, parseAuditLine } from './audit-record.ts'
import { sampleRecord } from './sample-record.fixture.ts'

test('a record is one line of JSON, and is read back as it was', () => {
  const line = auditLine(sampleRecord())
  expect(line).toBe(
    '{"time":"2026-11-22T00:10:11.123Z","requestId":"request-1","cloud":"north","operation":"UntagResources","principal":"acs:ram::1:user/ops","accessKeyId":"LTAI1","sourceAddress":"127.0.0.1","resources":["r-1"],"decision":"allow","status":200,"code":"OK","ms":1.234}\n',
  )
  expect(parseAuditLine(line)).toEqual(sampleRecord())
})

test.each([
  ['a line end', 'r\n1'],
  ['quotes', '"r\\1"'],
  ['a control of ASCII', 'r\x1b[2J'],
  ['a control beyond ASCII', 'r\x7f\x9b2J'],
  ['letters of any script', '实例'],
  ['half a surrogate pair', 'r\ud83d'],
  ['__proto__', '__proto__'],
])('%s in a resource stays in its line, and nothing in it is a control', (_what, resource) => {
  const line = auditLine(sampleRecord({ resources: [resource] }))
  expect(line.slice(0, -1)).not.toMatch(/\p{Cc}/u)
  expect(parseAuditLine(line)?.resources).toEqual([resource])
})

test('a caller who names many resources with long names is kept to 50 of 128 characters', () => {
  const resources = Array.from({ length: 51 }, () => '\x9b'.repeat(129))
  const line = auditLine(sampleRecord({ resources }))
  expect(parseAuditLine(line)?.resources).toEqual(Array(50).fill('\x9b'.repeat(128)))
  expect(line.length).toBeLessThan(40_000)
})

test.each(['', '{', 'null', '[]', '"text"', '{}', '{"time":"2026-11-22T00:10:11.123Z"}', '{"time":1,"operation":"A"}'])(
  'a line that is no record is none: %s',
  (line) => {
    expect(parseAuditLine(line)).toBeUndefined()
  },
)
