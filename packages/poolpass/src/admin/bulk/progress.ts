import { PoolpassError } from '../../errors/index.js'

/** What became of one user. */
export interface ImportResult {
  /** In the source, from 0. */
  readonly index: number
  /** As in the source. */
  readonly username: string
  /** The user's id in this pool. Beside an `error`: the user was made, but not finished; see `begun` of {@link ImportUser}. */
  readonly sub?: string | undefined
  /** Why the user could not be imported, or not completely. Absent: all is well. */
  readonly error?: Error | undefined
}

/** How far an import has come. */
export interface ImportProgress {
  /** Users that are done, those of earlier runs included. */
  readonly done: number
  /** Of this run. */
  readonly failed: number
  /** Of the user that is done now: in the order of the source. */
  readonly result: ImportResult
}

/** How an import goes on after its process has ended. */
export interface Checkpoint {
  /**
   * @returns What was saved last: the highest index up to which all users are done. Absent at first, and only then: users
   * that are there already may have been begun by an earlier run if there is anything.
   */
  load(): number | undefined | null | Promise<number | undefined | null>
  /**
   * Is called again and again, never before the call before has ended. The first call of a first run comes before any
   * user is made, with -1 and no results.
   *
   * @param results Those since the last save. Who keeps them together with the index gets each exactly once.
   */
  save(index: number, results: readonly ImportResult[]): unknown
}

/** Runs what the caller gave. */
export async function callBack<T>(option: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    const message = `the function given as \`${option}\` threw; see \`cause\``
    throw new PoolpassError('ERR_POOLPASS_CALLBACK', message, { cause })
  }
}

/** Puts results in the order of the source again, tells of them, and saves how far they go. */
export class OrderedResults {
  readonly results: ImportResult[] = []
  readonly #early = new Map<number, ImportResult>()
  readonly #checkpoint: Checkpoint | undefined
  readonly #onProgress: ((progress: ImportProgress) => unknown) | undefined
  #next: number
  #saved: number
  #failed = 0
  #telling: Promise<void> = Promise.resolve()
  #saving: Promise<void> | undefined
  #wake: () => void = () => {}

  /** @param first The index of the first user of this run. */
  constructor(
    first: number,
    checkpoint: Checkpoint | undefined,
    onProgress: ((progress: ImportProgress) => unknown) | undefined,
  ) {
    this.#next = first
    this.#saved = first
    this.#checkpoint = checkpoint
    this.#onProgress = onProgress
  }

  /** Users before this index are done, and known to be after a restart. */
  get saved(): number {
    return this.#saved
  }

  /** Resolves when {@link saved} has changed. */
  advanced(): Promise<void> {
    return new Promise(resolve => {
      const wake = this.#wake
      this.#wake = () => {
        wake()
        resolve()
      }
    })
  }

  async add(result: ImportResult): Promise<void> {
    this.#early.set(result.index, result)
    this.#telling = this.#telling.then(() => this.#tell())
    await this.#telling
    await this.save()
  }

  /** One after the other. Only what was told counts as done: after a restart it is not told again. */
  async #tell(): Promise<void> {
    for (let next = this.#early.get(this.#next); next !== undefined; next = this.#early.get(this.#next)) {
      const result = next
      this.#early.delete(result.index)
      if (result.error) this.#failed++
      const progress = { done: this.#next + 1, failed: this.#failed, result }
      await callBack('onProgress', () => this.#onProgress?.(progress))
      this.results.push(result)
      this.#next++
    }
  }

  /** Ends when all that is in order is saved. */
  async save(): Promise<void> {
    while (this.#saved < this.#next) {
      this.#saving ??= this.#saveOnce()
      await this.#saving
    }
  }

  async #saveOnce(): Promise<void> {
    const index = this.#next
    const results = this.results.slice(this.#saved - index)
    try {
      await callBack('checkpoint.save', () => this.#checkpoint?.save(index - 1, results))
      this.#saved = index
    } finally {
      this.#saving = undefined
    }
    const wake = this.#wake
    this.#wake = () => {}
    wake()
  }
}
