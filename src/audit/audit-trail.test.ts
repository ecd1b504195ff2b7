import { expect, test, vi } from 'vitest'
import { auditLine, parseAuditLine } from './audit-record.ts'
import { AuditTrail } from './audit-trail.ts'
import { sampleRecord } from './sample-record.fixture.ts'

const record = (n: number) => sampleRecord({ requestId: `request-${n}` })
const lines = (...numbers: readonly number[]) => numbers.map((n) => auditLine(record(n))).join('')
const lineBytes = lines(1).length

/** A trail on a disk that takes `room` bytes, and what became of its records. */
function open({ room = Number.POSITIVE_INFINITY } = {}) {
  const disk = { room, text: '', writes: 0, closed: false }
  const happened: string[] = []
  const counts = { written: 0, dropped: 0 }
  const files = {
    makeRoomFor() {},
    append(bytes: Buffer) {
      disk.writes++
      const taken = bytes.subarray(0, disk.room)
      if (taken.length === 0) throw new Error('disk full')
      disk.text += taken.toString()
      disk.room -= taken.length
      return taken.length
    },
    close() {
      disk.closed = true
    },
  }
  const trail = new AuditTrail(files, {
    recorded(outcome, records) {
      counts[outcome] += records
    },
    failed: (error) => happened.push(`failed: ${(error as Error).message}`),
    recovered: () => happened.push('recovered'),
  })
  return { trail, disk, happened, counts }
}

test('a record is with the operating system when it settles', async () => {
  const { trail, disk } = open()
  await trail.record(auditLine(record(1)))
  expect(disk.text).toBe(lines(1))
})

test('the records of one turn are written together, in their order', async () => {
  const { trail, disk, counts } = open()
  await Promise.all([1, 2, 3].map((n) => trail.record(auditLine(record(n)))))
  await trail.record(auditLine(record(4)))
  expect(disk).toMatchObject({ text: lines(1, 2, 3, 4), writes: 2 })
  expect(counts).toEqual({ written: 4, dropped: 0 })
})

test('a flush writes at once', () => {
  const { trail, disk } = open()
  void trail.record(auditLine(record(1)))
  trail.flush()
  expect(disk.text).toBe(lines(1))
})

test('on a full disk calls go on, and their records wait and are written in their order', async () => {
  const { trail, disk, happened, counts } = open({ room: 0 })
  await trail.record(auditLine(record(1)))
  await trail.record(auditLine(record(2)))
  expect(trail.isGood).toBe(false)
  disk.room = Number.POSITIVE_INFINITY
  await trail.record(auditLine(record(3)))
  expect(trail.isGood).toBe(true)
  expect(disk.text).toBe(lines(1, 2, 3))
  expect(happened).toEqual(['failed: disk full', 'recovered'])
  expect(counts).toEqual({ written: 3, dropped: 0 })
})

test('what waits is tried again without a call', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const { trail, disk } = open({ room: 0 })
    await trail.record(auditLine(record(1)))
    disk.room = Number.POSITIVE_INFINITY
    vi.advanceTimersByTime(1000)
    expect(disk.text).toBe(lines(1))
  } finally {
    vi.useRealTimers()
  }
})

test.each([1, lineBytes - 1, lineBytes, lineBytes + 1, 2 * lineBytes + 7])(
  'a write that ends after %i bytes is gone on with at the next one',
  async (room) => {
    const { trail, disk } = open({ room })
    await Promise.all([1, 2, 3].map((n) => trail.record(auditLine(record(n)))))
    expect(disk.text).toBe(lines(1, 2, 3).slice(0, room))
    disk.room = Number.POSITIVE_INFINITY
    await trail.record(auditLine(record(4)))
    expect(disk.text).toBe(lines(1, 2, 3, 4))
  },
)

test.each([0, 1, lineBytes, lineBytes + 1])(
  'of what waits too long the oldest is dropped and counted, and no line is torn, after %i bytes',
  async (room) => {
    const { trail, disk, counts, happened } = open({ room })
    const long = sampleRecord({ resources: Array(50).fill('r'.repeat(128)) })
    void trail.record(auditLine(record(1)))
    for (let n = 0; n < 4000; n++) {
      void trail.record(auditLine(long))
      trail.flush()
    }
    disk.room = Number.POSITIVE_INFINITY
    await trail.record(auditLine(record(2)))
    expect(happened).toEqual(['failed: disk full', 'recovered'])
    expect(counts.written + counts.dropped).toBe(4002)
    expect(counts.written * auditLine(long).length).toBeGreaterThan(15 * 1024 * 1024)
    expect(counts.dropped).toBeGreaterThan(1000)
    const whole = disk.text.split('\n').filter((line) => parseAuditLine(line))
    expect(whole).toHaveLength(counts.written)
    expect(`${whole.at(-1)}\n`).toBe(lines(2))
  },
)

test('closing writes what waits, and counts what it cannot write', async () => {
  const good = open()
  void good.trail.record(auditLine(record(1)))
  good.trail.close()
  expect(good.disk).toMatchObject({ text: lines(1), closed: true })
  const full = open({ room: lineBytes + 1 })
  void full.trail.record(auditLine(record(1)))
  void full.trail.record(auditLine(record(2)))
  full.trail.close()
  expect(full.counts).toEqual({ written: 1, dropped: 1 })
})
