import { continueAfter, lastNumber } from '../pool/sequence.js'
import type { Tables } from '../pool/tables.js'
import { DataDirectoryError } from './data-directory-error.js'
import { Database } from './database.js'
import { TrackedTables } from './tracked-tables.js'

/** Keeps the tables of a server in a directory. */
export interface DataDirectory {
  readonly tables: Tables
  /** Is fulfilled when all that was changed so far is committed. It can be called again after a failure. */
  commit(): Promise<void>
  /** Lets others open the directory. What was not committed is lost. */
  close(): Promise<void>
}

async function readTables(path: string, database: Database): Promise<TrackedTables> {
  try {
    const tables = new TrackedTables(database.records())
    continueAfter(database.lastNumber)
    return tables
  } catch (cause) {
    await database.close()
    throw new DataDirectoryError('ERR_POOLPASS_DATA_DAMAGED', `${path} holds a record that cannot be read`, cause)
  }
}

/**
 * Opens a data directory, which is made if need be.
 *
 * @throws {DataDirectoryError} The system's error where the directory cannot be made or read.
 */
export async function openDataDirectory(path: string): Promise<DataDirectory> {
  const database = await Database.open(path)
  const tables = await readTables(path, database)
  /** The write that was asked for last. */
  let last = Promise.resolve()
  /** Has it yet to begin? Then it takes along whatever changes until it does. */
  let isWaiting = false

  async function write(): Promise<void> {
    const changes = tables.takeChanges()
    try {
      await database.write(changes, lastNumber())
    } catch (error) {
      tables.returnChanges(changes)
      throw error
    }
  }

  function commit(): Promise<void> {
    if (tables.hasChanged && !isWaiting) {
      isWaiting = true
      last = last
        .catch(() => undefined)
        .then(() => {
          isWaiting = false
          return write()
        })
    }
    // Where nothing has changed, what is under way counts all the same: the answer may tell of it.
    return last
  }

  return { tables, commit, close: () => database.close() }
}
