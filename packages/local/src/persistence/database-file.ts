import { execFile } from 'node:child_process'
import { type FileHandle, open } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'

/** Where LMDB has in its first two pages, the meta pages, what is read here. */
const MAGIC_AT = 24
const PAGE_BYTES_AT = 48
const LAST_PAGE_AT = 144
const META_BYTES = 176
const MAGIC = 0xbeefc0de

interface Meta {
  readonly isLmdb: boolean
  readonly pageBytes: number
  /** The number of the last page that a transaction knew of. */
  readonly lastPage: number
}

async function readMeta(handle: FileHandle, position: number): Promise<Meta> {
  const bytes = Buffer.alloc(META_BYTES)
  await handle.read(bytes, 0, META_BYTES, position)
  return {
    isLmdb: bytes.readUInt32LE(MAGIC_AT) === MAGIC,
    pageBytes: bytes.readUInt32LE(PAGE_BYTES_AT),
    lastPage: bytes.readUInt32LE(LAST_PAGE_AT),
  }
}

const READ_ALL = `
  const { open } = require(process.argv[1])
  const database = open({ path: process.argv[2], encoding: 'string', readOnly: true })
  for (const _ of database.getRange()) {}
`

/** Reads the whole database in a process of its own, since a page that is missing ends the process that touches it. */
async function isReadable(directory: string): Promise<boolean> {
  const args = ['--eval', READ_ALL, createRequire(import.meta.url).resolve('lmdb'), directory]
  return promisify(execFile)(process.execPath, args).then(
    () => true,
    () => false,
  )
}

/** How many bytes the database needs at most; `undefined`: it is none. */
async function neededBytes(handle: FileHandle): Promise<number | undefined> {
  const first = await readMeta(handle, 0)
  // They take turns: either may be the one of the last transaction.
  const second = await readMeta(handle, first.pageBytes)
  if (!first.isLmdb || !second.isLmdb) return undefined
  return (Math.max(first.lastPage, second.lastPage) + 1) * first.pageBytes
}

/**
 * Says whether LMDB may be let at a database: what is no database, or only half of one, ends the process instead of
 * throwing.
 *
 * @returns `true` also where there is none yet.
 */
export async function mayBeOpened(directory: string, file: string): Promise<boolean> {
  const handle = await open(file, 'r').catch(error => {
    if (error.code !== 'ENOENT') throw error
  })
  if (handle === undefined) return true
  try {
    const { size } = await handle.stat()
    if (size === 0) return true
    const needed = await neededBytes(handle)
    // The last pages may be missing by right, where they are free ones.
    return needed !== undefined && (size >= needed || isReadable(directory))
  } finally {
    await handle.close()
  }
}
