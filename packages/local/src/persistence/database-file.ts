import { execFile } from 'node:child_process'
import { open } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'

/** Where LMDB's first page, the meta page, has what is read here. Numbers are little-endian on every platform of today. */
const MAGIC_AT = 24
const PAGE_BYTES_AT = 48
const LAST_PAGE_AT = 144
const META_BYTES = 176
const MAGIC = 0xbeefc0de

async function readStart(file: string): Promise<{ readonly start: Buffer; readonly fileBytes: number } | undefined> {
  const handle = await open(file, 'r').catch(error => {
    if (error.code !== 'ENOENT') throw error
  })
  if (handle === undefined) return undefined
  try {
    const start = Buffer.alloc(META_BYTES)
    await handle.read(start, 0, META_BYTES, 0)
    return { start, fileBytes: (await handle.stat()).size }
  } finally {
    await handle.close()
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

/**
 * Says whether LMDB may be let at a database: what is no database, or only half of one, ends the process instead of
 * throwing.
 *
 * @returns `true` also where there is none yet.
 */
export async function mayBeOpened(directory: string, file: string): Promise<boolean> {
  const found = await readStart(file)
  if (found === undefined || found.fileBytes === 0) return true
  const { start, fileBytes } = found
  if (start.readUInt32LE(MAGIC_AT) !== MAGIC) return false
  // The last pages may be missing by right, where they are free ones.
  const neededBytes = (start.readUInt32LE(LAST_PAGE_AT) + 1) * start.readUInt32LE(PAGE_BYTES_AT)
  return fileBytes >= neededBytes || isReadable(directory)
}
