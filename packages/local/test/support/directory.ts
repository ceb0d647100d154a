import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A new directory, which `await using` removes. */
export async function temporaryDirectory() {
  const path = await mkdtemp(join(tmpdir(), 'poolpass-'))
  return {
    path,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true }),
  }
}
