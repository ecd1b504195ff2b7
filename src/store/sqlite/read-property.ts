import Sqlite from 'better-sqlite3'

/** A property of a store whose file nobody is using; the file stays as it is, at whatever schema. */
export function readProperty(path: string, name: string): string | undefined {
  const database = new Sqlite(path, { fileMustExist: true })
  try {
    return database.prepare<[string], string>('select value from property where name = ?').pluck().get(name)
  } finally {
    database.close()
  }
}
