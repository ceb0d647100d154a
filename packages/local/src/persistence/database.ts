import { randomUUID } from 'node:crypto'
import { chmod, mkdir, realpath, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { RootDatabase } from 'lmdb'
import { decode, encode } from './codec.js'
import { DataDirectoryError } from './data-directory-error.js'
import { mayBeOpened } from './database-file.js'
import type { Change } from './tracked-tables.js'

/** Grows whenever a newer version could not read what an older one has written, or the other way round. */
const FORMAT = 1

const META = 'meta'
const FORMAT_KEY = [META, 'format']
const OWNER_KEY = [META, 'owner']
const LAST_NUMBER_KEY = [META, 'lastNumber']

const OWNER_ONLY_DIRECTORY = 0o700
const OWNER_ONLY_FILE = 0o600

/** Who has a database open, as it stands in the database. */
interface Owner {
  readonly pid: number
  readonly id: string
}

/** A process is told from another by LMDB's own table of readers; two openings within one, by this. */
const openInThisProcess = new Set<string>()

async function loadLmdb(): Promise<typeof import('lmdb')> {
  try {
    return await import('lmdb')
  } catch (cause) {
    const message = 'a data directory needs the package lmdb, version 3: npm install lmdb'
    throw new DataDirectoryError('ERR_POOLPASS_LMDB_MISSING', message, cause)
  }
}

const damaged = (directory: string, cause?: unknown) =>
  new DataDirectoryError('ERR_POOLPASS_DATA_DAMAGED', `${directory} holds no database that can be read`, cause)

function openLmdb(open: typeof import('lmdb')['open'], directory: string): RootDatabase {
  const settings = {
    path: directory,
    encoding: 'string',
    // A commit is with the operating system when it is acknowledged, and on the disk a moment later.
    overlappingSync: true,
    // Its types do not know this one.
    permissionsMode: OWNER_ONLY_FILE,
  } as const
  try {
    return open(settings)
  } catch (cause) {
    throw damaged(directory, cause)
  }
}

/** The processes that have the database open, this one among them: those that died do not count. */
function readers(database: RootDatabase): number[] {
  database.readerCheck()
  return [...database.readerList().matchAll(/^ *(\d+) /gm)].map(([, pid]) => Number(pid))
}

function assertFree(directory: string, database: RootDatabase): void {
  const owner = database.get(OWNER_KEY) as string | undefined
  if (owner === undefined) return
  const { pid, id } = JSON.parse(owner) as Owner
  const isAlive = pid === process.pid ? openInThisProcess.has(id) : readers(database).includes(pid)
  if (isAlive) throw new DataDirectoryError('ERR_POOLPASS_DATA_IN_USE', `${directory} is in use by process ${pid}`)
}

function assertFormat(directory: string, database: RootDatabase): void {
  const format = database.get(FORMAT_KEY) as string | undefined
  const isEmpty = format === undefined && database.getKeysCount({ limit: 1 }) === 0
  if (isEmpty || format === String(FORMAT)) return
  const found = format === undefined ? 'something else' : `another version (its format is ${format}, not ${FORMAT})`
  throw new DataDirectoryError('ERR_POOLPASS_DATA_VERSION', `${directory} was written by ${found}`)
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isDirectory(),
    () => false,
  )
}

/** Node's own `recursive` never ends where a directory is there, but takes no other, as `/proc` is. */
async function makeDirectory(path: string): Promise<void> {
  if (await isDirectory(path)) return
  const parent = dirname(path)
  if (parent !== path) await makeDirectory(parent)
  await mkdir(path, OWNER_ONLY_DIRECTORY).catch(async error => {
    if (error.code !== 'EEXIST' || !(await isDirectory(path))) throw error
  })
}

/** The records of a data directory, on disk. */
export class Database {
  readonly #lmdb: RootDatabase
  readonly #ownerId: string

  private constructor(lmdb: RootDatabase, ownerId: string) {
    this.#lmdb = lmdb
    this.#ownerId = ownerId
  }

  /**
   * Opens a directory, which is made if need be, for this process alone.
   *
   * @throws {DataDirectoryError} The system's error where the directory cannot be made or read.
   */
  static async open(path: string): Promise<Database> {
    const { open } = await loadLmdb()
    await makeDirectory(path)
    const directory = await realpath(path)
    const file = join(directory, 'data.mdb')
    if (!(await mayBeOpened(directory, file))) throw damaged(directory)
    const lmdb = openLmdb(open, directory)
    try {
      // Files that were copied here may have got other permissions.
      for (const name of ['data.mdb', 'lock.mdb']) await chmod(join(directory, name), OWNER_ONLY_FILE)
      return new Database(lmdb, claim(directory, lmdb))
    } catch (error) {
      await lmdb.close()
      throw error instanceof DataDirectoryError || isSystemError(error) ? error : damaged(directory, error)
    }
  }

  /** @throws whatever is wrong with a record. */
  *records(): Generator<Change> {
    for (const { key, value } of this.#lmdb.getRange()) {
      const path = key as string[]
      if (path[0] !== META) yield { path, record: decode(value) }
    }
  }

  get lastNumber(): number {
    return Number(this.#lmdb.get(LAST_NUMBER_KEY) ?? 0)
  }

  /** Writes all or nothing. It is committed when the promise is fulfilled. */
  async write(changes: readonly Change[], lastNumber: number): Promise<void> {
    const texts = changes.map(({ path, record }) => ({
      key: [...path],
      text: record === undefined ? undefined : encode(record),
    }))
    // Of a child transaction nothing is left where it throws.
    await this.#lmdb.childTransaction(() => {
      for (const { key, text } of texts) {
        if (text === undefined) this.#lmdb.removeSync(key)
        else this.#lmdb.putSync(key, text)
      }
      this.#lmdb.putSync(LAST_NUMBER_KEY, String(lastNumber))
    })
  }

  /** Sees to it that all is on the disk, and lets others open the directory: who is no reader owns nothing. */
  async close(): Promise<void> {
    await this.#lmdb.flushed
    await this.#lmdb.close()
    openInThisProcess.delete(this.#ownerId)
  }
}

const isSystemError = (error: unknown) => typeof (error as NodeJS.ErrnoException).syscall === 'string'

/** Checks a database and writes into it whose it is, in one transaction: of two at once, one is refused. */
function claim(directory: string, lmdb: RootDatabase): string {
  const owner: Owner = { pid: process.pid, id: randomUUID() }
  // Reading puts this process into the table of readers, before its name is in the database.
  lmdb.get(FORMAT_KEY)
  lmdb.transactionSync(() => {
    assertFormat(directory, lmdb)
    assertFree(directory, lmdb)
    lmdb.putSync(FORMAT_KEY, String(FORMAT))
    lmdb.putSync(OWNER_KEY, JSON.stringify(owner))
  })
  openInThisProcess.add(owner.id)
  return owner.id
}
