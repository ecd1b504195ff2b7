import { expect, test } from 'vitest'
import { Random } from '../random.ts'
import { SimulatedDisk } from './simulated-disk.ts'

const nothingKept = { pagesKept: 0, sectorBytes: 512 } as const
const allKept = { pagesKept: 1, sectorBytes: 512 } as const

/** A disk with the folder `/data` on it, and a file in that, whose name is on disk too. */
function diskWithFile() {
  const disk = new SimulatedDisk(new Random(1))
  disk.makeFolder('/data')
  sync(disk, '/')
  const file = disk.open('/data/file', { create: true })
  sync(disk, '/data')
  return { disk, file, write: (text: string, at = 0) => disk.write(file, Buffer.from(text), at) }
}

function sync(disk: SimulatedDisk, folder: string): void {
  const descriptor = disk.open(folder, { create: false })
  disk.sync(descriptor)
  disk.close(descriptor)
}

function read(disk: SimulatedDisk, file: number): string {
  const bytes = Buffer.alloc(disk.size(file))
  disk.read(file, bytes, 0)
  return bytes.toString()
}

/** What power cuts can leave of the file; undefined where it is gone. */
function leftovers(disk: SimulatedDisk, survival: { pagesKept: number; sectorBytes: 512 | 4096 } = nothingKept) {
  const images = Array.from({ length: 200 }, (_, seed) => disk.afterPowerCut(new Random(seed), survival))
  return new Set(images.map((image) => image.get('/data/file')?.toString()))
}

test('what was synced is there after a power cut', () => {
  const { disk, file, write } = diskWithFile()
  write('synced')
  disk.sync(file)
  expect(leftovers(disk)).toEqual(new Set(['synced']))
})

test('what was not synced is there or not', () => {
  const { disk, file, write } = diskWithFile()
  write('old')
  disk.sync(file)
  write('new')
  expect(leftovers(disk)).toEqual(new Set(['old', 'new']))
})

test('of two writes that were not synced, the second may be there in one sector and the first in another', () => {
  const { disk, file, write } = diskWithFile()
  write('0'.repeat(1024))
  disk.sync(file)
  write('1'.repeat(1024))
  write('2'.repeat(1024))
  const found = [...leftovers(disk)].map((text) => `${text?.[0]}${text?.[1023]}`)
  expect(found).toEqual(expect.arrayContaining(['00', '12', '21', '02', '22']))
})

test('a sector is never torn', () => {
  const { disk, file, write } = diskWithFile()
  write('0'.repeat(512))
  disk.sync(file)
  write('1'.repeat(512))
  for (const text of leftovers(disk)) expect(new Set(text).size).toBe(1)
})

test('a sync that takes its time covers what was written before its begin, once it is done', () => {
  const { disk, file, write } = diskWithFile()
  write('a')
  const finish = disk.beginSync(file)
  write('b')
  expect(leftovers(disk)).toContain('')
  finish()
  expect(leftovers(disk)).toEqual(new Set(['a', 'b']))
})

test('a file that was made longer may be as short as it was', () => {
  const { disk, file, write } = diskWithFile()
  write('12')
  disk.sync(file)
  write('3', 2)
  expect(leftovers(disk, allKept)).toEqual(new Set(['12', '123']))
})

test('a file that was cut may be as long as it was', () => {
  const { disk, file, write } = diskWithFile()
  write('123')
  disk.sync(file)
  disk.truncate(file, 1)
  expect(read(disk, file)).toBe('1')
  expect(leftovers(disk, nothingKept)).toContain('123')
  disk.sync(file)
  expect(leftovers(disk)).toEqual(new Set(['1']))
})

test('a name is there for sure once its folder was synced', () => {
  const { disk } = diskWithFile()
  const other = disk.open('/data/other', { create: true })
  disk.write(other, Buffer.from('x'), 0)
  disk.sync(other)
  const names = () =>
    new Set(Array.from({ length: 50 }, (_, seed) => disk.afterPowerCut(new Random(seed), allKept).has('/data/other')))
  expect(names()).toEqual(new Set([true, false]))
  sync(disk, '/data')
  expect(names()).toEqual(new Set([true]))
})

test('a removed file may be back', () => {
  const { disk, write } = diskWithFile()
  write('x')
  disk.remove('/data/file')
  expect(disk.exists('/data/file')).toBe(false)
  expect(leftovers(disk, allKept)).toContain(undefined)
  expect(leftovers(disk, allKept).size).toBeGreaterThan(1)
})

test('a folder whose parent was not synced may be gone with all that is in it', () => {
  const disk = new SimulatedDisk(new Random(1))
  disk.makeFolder('/data')
  disk.sync(disk.open('/data/file', { create: true }))
  sync(disk, '/data')
  expect(leftovers(disk)).toEqual(new Set([undefined, '']))
})

test('what a failed sync did not write is read as written, and no later sync writes it', () => {
  const { disk, file, write } = diskWithFile()
  write('old')
  disk.sync(file)
  write('new')
  disk.faults = { sync: 'EIO', chance: 1, files: /./ }
  expect(() => disk.sync(file)).toThrow('EIO')
  disk.faults = undefined
  disk.sync(file)
  expect(read(disk, file)).toBe('new')
  expect(leftovers(disk)).toContain('old')
  write('new')
  disk.sync(file)
  expect(leftovers(disk)).toEqual(new Set(['new']))
})

test('a failed sync is told once to each who had the file open', () => {
  const { disk, file, write } = diskWithFile()
  const other = disk.open('/data/file', { create: false })
  write('x')
  disk.faults = { sync: 'EIO', chance: 1, files: /./ }
  expect(() => disk.sync(file)).toThrow('EIO')
  disk.faults = undefined
  expect(() => disk.sync(other)).toThrow('EIO')
  expect(() => disk.sync(file)).not.toThrow()
  expect(() => disk.sync(other)).not.toThrow()
})

test('a cache that drops what it could not write reads what lies on disk', () => {
  const { disk, file, write } = diskWithFile()
  write('0'.repeat(4096))
  disk.sync(file)
  write('1'.repeat(4096))
  disk.faults = { sync: 'EIO', reverts: true, chance: 1, files: /./ }
  expect(() => disk.sync(file)).toThrow('EIO')
  const now = read(disk, file)
  expect(now).toContain('0')
  expect(leftovers(disk)).toEqual(new Set([now]))
})

test('a full disk writes a part at most, and says so', () => {
  const { disk, write, file } = diskWithFile()
  disk.faults = { write: 'ENOSPC', chance: 1, files: /./ }
  expect(() => write('12345678')).toThrow('ENOSPC')
  expect('12345678'.startsWith(read(disk, file))).toBe(true)
})
