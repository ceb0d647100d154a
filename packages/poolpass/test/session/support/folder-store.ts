import { link, readdir, readFile, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { StoredEntry, StoredSession, StoreWriteOptions, TokenStore } from 'poolpass'

/**
 * A store that processes share. Each version of an entry is a file of its own, which only one of them can make: that is
 * the compare-and-set, and a process that is killed leaves nothing behind that others would wait for.
 */
export class FolderTokenStore implements TokenStore {
  readonly #folder: string
  #drafts = 0

  constructor(folder: string) {
    this.#folder = folder
  }

  async read(key: string): Promise<StoredEntry | undefined> {
    const { latest, text } = await this.#latest(key)
    return text === '' ? undefined : { value: JSON.parse(text), version: String(latest), ageSeconds: 0 }
  }

  async write(
    key: string,
    value: StoredSession,
    { ifVersion }: Pick<StoreWriteOptions, 'ifVersion'>,
  ): Promise<string | undefined> {
    const { latest, text } = await this.#latest(key)
    const version = text === '' ? null : String(latest)
    if (ifVersion !== undefined && ifVersion !== version) return undefined
    return (await this.#add(key, latest + 1, JSON.stringify(value))) ? String(latest + 1) : undefined
  }

  /** What was deleted stays as an empty version. */
  async delete(key: string): Promise<void> {
    while (!(await this.#add(key, (await this.#latest(key)).latest + 1, ''))) {}
  }

  /** @returns Whether nobody else was faster. */
  async #add(key: string, version: number, text: string): Promise<boolean> {
    const draft = join(this.#folder, `draft-${process.pid}-${++this.#drafts}`)
    await writeFile(draft, text)
    try {
      await link(draft, this.#file(key, version))
      return true
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
      throw error
    } finally {
      await unlink(draft)
    }
  }

  async #latest(key: string): Promise<{ latest: number; text: string }> {
    const prefix = this.#prefix(key)
    const files = (await readdir(this.#folder)).filter(file => file.startsWith(prefix))
    const latest = Math.max(0, ...files.map(file => Number(file.slice(prefix.length))))
    return { latest, text: latest === 0 ? '' : await readFile(this.#file(key, latest), 'utf8') }
  }

  #prefix(key: string): string {
    return `${encodeURIComponent(key)}#`
  }

  #file(key: string, version: number): string {
    return join(this.#folder, `${this.#prefix(key)}${version}`)
  }
}
