import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { compileFunction } from 'node:vm'
import type { Database as WasmDatabase, Statement as WasmStatement } from 'node-sqlite3-wasm'
import type { SimulatedDisk } from '../disk/simulated-disk.ts'
import type { Random } from '../random.ts'
import { sqliteFiles } from './sqlite-files.ts'

export type { WasmDatabase, WasmStatement }

const require = createRequire(import.meta.url)
const file = require.resolve('node-sqlite3-wasm')

/**
 * What makes it write to a disk as SQLite's own `unix` VFS does, which better-sqlite3 uses: a full disk is told as such,
 * and a write leaves its neighbours in a sector alone (SQLITE_IOCAP_POWERSAFE_OVERWRITE), so that the log has no padding.
 */
const changes: readonly (readonly [from: string, to: string])[] = [
  [
    'bytesWritten!=bytes?SQLITE_IOERR_WRITE:SQLITE_OK}catch{return SQLITE_IOERR_WRITE}',
    'bytesWritten!=bytes?SQLITE_IOERR_WRITE:SQLITE_OK}catch(e){return e.code==="ENOSPC"?13:SQLITE_IOERR_WRITE}',
  ],
  [
    'function _nodejsRead(fi,outBuffer,bytes,offset){',
    `let powersafe;function _nodejsRead(fi,outBuffer,bytes,offset){
       powersafe??=addFunction(()=>0x1000,"ii");setValue(getValue(fi,"i32")+12*4,powersafe,"i32");`,
  ],
]

const source = changes.reduce(
  (text, [from, to]) => {
    if (text.split(from).length !== 2) throw new Error(`This node-sqlite3-wasm is another one: it has no ${from}`)
    return text.replace(from, () => to)
  },
  readFileSync(file, 'utf8'),
)

/** SQLite compiled to WebAssembly, a fresh one, with a simulated disk in the place of Node's files. */
export function loadSqlite(disk: SimulatedDisk, random: Random): { readonly Database: typeof WasmDatabase } {
  const replaced: Readonly<Record<string, unknown>> = {
    'node:fs': sqliteFiles(disk),
    'node:crypto': {
      randomFillSync: (bytes: Uint8Array) => bytes.set(Uint8Array.from(bytes, () => random.between(0, 255))),
    },
  }
  const module = { exports: {} as { Database: typeof WasmDatabase } }
  const evaluate = compileFunction(source, ['require', 'module', 'exports', '__dirname', '__filename'])
  evaluate((name: string) => replaced[name] ?? require(name), module, module.exports, dirname(file), file)
  return module.exports
}
