import { LONGEST_DRAINED_BYTES } from './body.js'

/** What can be done to a response that is still coming in. */
export interface Source {
  abort(reason: Error): void
  resume(): void
}

/** A 401 that can be held back while it is not known whether it is for the client or its request is sent once more. */
export class HeldAnswer {
  readonly #source: Source
  #state: 'given' | 'held' | 'being given' | 'dropped' = 'given'
  /** What the client's handler is to be told, in this order. */
  #parts: (() => unknown)[] = []
  #length = 0
  #isOver = false
  #copy: ReadableStreamDefaultController<Uint8Array> | undefined

  constructor(source: Source) {
    this.#source = source
  }

  /** It as a `Response`, whose body ends where too much would have to be held. */
  show(headers: Headers): Response {
    const body = new ReadableStream<Uint8Array>({
      start: copy => {
        this.#copy = copy
      },
      cancel: () => {
        this.#copy = undefined
      },
    })
    return new Response(body, { status: 401, headers })
  }

  /**
   * @param part Tells the client's handler of it.
   * @returns `false` if the response has to pause.
   */
  take(part: () => unknown, chunk?: Uint8Array): unknown {
    this.#length += chunk?.length ?? 0
    const isLong = this.#length > LONGEST_DRAINED_BYTES
    if (isLong || this.#isOver) this.#endCopy()
    else if (chunk) this.#copy?.enqueue(chunk)

    if (this.#state === 'given') return part()
    if (this.#state !== 'dropped') this.#parts.push(part)
    else if (isLong && !this.#isOver) this.#abort()
    return this.#state !== 'held' || !isLong
  }

  /** The same for the last part. */
  end(part: () => unknown): void {
    this.#isOver = true
    this.take(part)
  }

  hold(): void {
    this.#state = 'held'
  }

  /** Lets the client's handler have all of it, as far as it is held and as it comes. */
  give(): void {
    this.#state = 'being given'
    this.#source.resume()
    // What comes in meanwhile is appended.
    for (const part of this.#parts) part()
    this.#state = 'given'
    this.#parts = []
  }

  /** Lets nobody have it. Its connection is used again if the rest is short. */
  drop(): void {
    this.#state = 'dropped'
    this.#parts = []
    if (this.#length > LONGEST_DRAINED_BYTES && !this.#isOver) this.#abort()
  }

  #abort(): void {
    this.#source.abort(new Error('the rest of an answer 401 was left unread'))
  }

  #endCopy(): void {
    this.#copy?.close()
    this.#copy = undefined
  }
}
