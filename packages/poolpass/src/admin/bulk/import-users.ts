import { raceSignal } from '../../cognito-idp/index.js'
import {
  type Checks,
  checkFunction,
  checkOptions,
  checkSignal,
  invalidOption,
  unchecked,
  wholeNumber,
} from '../../errors/index.js'
import type { AdminService } from '../service.js'
import { finishUser, type ImportUser, isAboutUser, type Means, makeUser } from './import-one.js'
import { type Checkpoint, callBack, type ImportProgress, type ImportResult, OrderedResults } from './progress.js'
import { createPaces, type RequestsPerSecond } from './quotas.js'
import { Stop } from './stop.js'

/** An array, a generator, the lines of a file: read only as fast as users are made. */
export type ImportSource = Iterable<ImportUser> | AsyncIterable<ImportUser>

/** How fast an import goes, and how it goes on after an interruption. */
export interface ImportOptions {
  /** Users at once, at most 500. Default 20. */
  readonly concurrency?: number | undefined
  /** Default: the service's own quotas. */
  readonly requestsPerSecond?: RequestsPerSecond | undefined
  /** Where the index is kept up to which all is done. Default: nowhere; each run begins with the first user. */
  readonly checkpoint?: Checkpoint | undefined
  /** Is told of each user, in the order of the source. What it returns is awaited; what it throws ends the import. */
  readonly onProgress?: ((progress: ImportProgress) => unknown) | undefined
  /** Ends the import with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

const MOST_AT_ONCE = 500
/** So far beyond what is saved a run may begin users, and so far a later one expects users that were only begun. */
const MOST_UNSAVED = 1_000

const OPTIONS: Checks<ImportOptions> = {
  concurrency: wholeNumber(1, MOST_AT_ONCE),
  requestsPerSecond: unchecked,
  checkpoint(option, checkpoint) {
    const { load, save } = Object(checkpoint) as Partial<Checkpoint>
    if (typeof load !== 'function' || typeof save !== 'function') {
      throw invalidOption(option, 'must have the functions `load` and `save`')
    }
  },
  onProgress: checkFunction,
  signal: checkSignal,
}

function check(source: ImportSource, options: ImportOptions): void {
  checkOptions(options, OPTIONS)
  if (typeof source !== 'object' || source === null || !(Symbol.iterator in source || Symbol.asyncIterator in source)) {
    throw invalidOption('source', 'must be an iterable of users')
  }
}

interface Start {
  /** How many users earlier runs have done. */
  readonly first: number
  /** Users before this index may have been begun by an earlier run. */
  readonly begunBefore: number
}

/** A first run leaves a mark: only who finds it may take users that are there for those that were begun. */
async function loadCheckpoint(checkpoint: Checkpoint | undefined): Promise<Start> {
  if (checkpoint === undefined) return { first: 0, begunBefore: 0 }
  const index = (await callBack('checkpoint.load', () => checkpoint.load())) ?? undefined
  if (index === undefined) {
    await callBack('checkpoint.save', () => checkpoint.save(-1, []))
    return { first: 0, begunBefore: 0 }
  }
  if (!Number.isInteger(index) || index < -1) {
    throw invalidOption('checkpoint', 'must have loaded the index that was saved, or nothing')
  }
  return { first: index + 1, begunBefore: index + 1 + MOST_UNSAVED }
}

interface Next {
  readonly index: number
  readonly user: ImportUser
  /** No user before has the name. */
  readonly isNew: boolean
}

/** Of what may be no user at all. */
const nameOf = (user: ImportUser | undefined) => String(user?.username ?? '')

/** Hands out users one by one, those left out that are done already. */
class Feed {
  readonly #iterator: Iterator<ImportUser> | AsyncIterator<ImportUser>
  readonly #ordered: OrderedResults
  readonly #signal: AbortSignal
  readonly #first: number
  readonly #names = new Set<string>()
  #index = 0
  #queue: Promise<unknown> = Promise.resolve()
  #isReading = false
  #isAtEnd = false

  constructor(source: ImportSource, first: number, ordered: OrderedResults, signal: AbortSignal) {
    this.#iterator = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]()
    this.#first = first
    this.#ordered = ordered
    this.#signal = signal
  }

  next(): Promise<Next | undefined> {
    const next = this.#queue.then(() => this.#read())
    this.#queue = next.catch(() => {})
    return next
  }

  async close(): Promise<void> {
    if (this.#isAtEnd) return
    const closed = Promise.resolve(this.#iterator.return?.())
    // A source that is in the middle of something closes when that is over, which may be never.
    if (this.#isReading) closed.catch(() => {})
    else await closed
  }

  async #read(): Promise<Next | undefined> {
    while (!this.#isAtEnd) {
      this.#signal.throwIfAborted()
      while (this.#index >= this.#ordered.saved + MOST_UNSAVED) await this.#wait(this.#ordered.advanced())
      this.#isReading = true
      const { done, value } = await this.#wait(Promise.resolve(this.#iterator.next()))
      this.#isReading = false
      if (done) {
        this.#isAtEnd = true
        break
      }
      // Those that are done count, too: one of the same name is not theirs to finish.
      const isNew = this.#isNew(nameOf(value))
      if (this.#index++ >= this.#first) return { index: this.#index - 1, user: value, isNew }
    }
    return undefined
  }

  /** Most pools take names that differ in case alone for the same. */
  #isNew(name: string): boolean {
    const before = this.#names.size
    return this.#names.add(name.toLowerCase()).size > before
  }

  #wait<T>(promise: Promise<T>): Promise<T> {
    return raceSignal(promise, this.#signal)
  }
}

async function resultOf(means: Means, next: Next, mayBeBegun: boolean): Promise<ImportResult> {
  const { index, user, isNew } = next
  const named = { index, username: nameOf(user) }
  let sub: string | undefined
  try {
    sub = await makeUser(means, user, isNew, mayBeBegun)
    await finishUser(means, user)
    return { ...named, sub }
  } catch (error) {
    means.signal.throwIfAborted()
    if (!isAboutUser(error)) throw error
    return { ...named, sub, error: error as Error }
  }
}

/**
 * Makes users, many at once. What is wrong with a user is in that user's result; what would stop all of them, the pool
 * out of reach or a missing right, ends the import.
 */
export async function importUsers(
  service: AdminService,
  source: ImportSource,
  options: ImportOptions = {},
): Promise<readonly ImportResult[]> {
  check(source, options)
  const { concurrency = 20, checkpoint, onProgress, signal } = options
  const pace = createPaces(service.clock, options.requestsPerSecond)
  signal?.throwIfAborted()
  const { first, begunBefore } = await loadCheckpoint(checkpoint)
  const stop = new Stop(signal)
  const ordered = new OrderedResults(first, checkpoint, onProgress)
  const feed = new Feed(source, first, ordered, stop.signal)
  const means = { service, pace, signal: stop.signal }

  async function work(): Promise<void> {
    try {
      for (let next = await feed.next(); next !== undefined; next = await feed.next()) {
        await ordered.add(await resultOf(means, next, next.index < begunBefore))
      }
    } catch (error) {
      stop.now(error)
    }
  }

  try {
    await Promise.all(Array.from({ length: concurrency }, work))
    stop.signal.throwIfAborted()
    return ordered.results
  } finally {
    stop.close()
    await feed.close()
  }
}
