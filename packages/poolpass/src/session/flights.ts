import { ageMs, type Clock, type Instant, instant } from '../cognito-idp/index.js'
import type { Outside } from '../sign-in/callers-code.js'
import { closed, superseded } from './failures.js'

/** Work that changes a session. It is told its generation, by which it can ask whether it still counts. */
export type Work = (generation: number) => Promise<void>

interface Flight {
  /** `undefined` while it waits for the caller's own code. */
  startedAt: Instant | undefined
  promise: Promise<void>
  /** For the caller's own code, as far as it was asked: aborts when other work takes this one's place. */
  replaced?: AbortController
}

/** One session's work under way: never more than one that counts. */
export class Flights {
  readonly #clock: Clock
  readonly #longestMs: number
  #current: Flight | undefined
  /** All that is under way, also what does not count any more. */
  #unsettled: Set<Promise<void>> | undefined
  #generation = 0
  #isClosing = false

  constructor(clock: Clock, longestMs: number) {
    this.#clock = clock
    this.#longestMs = longestMs
  }

  /** Whether no later work, and no end, has made that generation's results obsolete. */
  counts(generation: number): boolean {
    return generation === this.#generation
  }

  /** Joins the work under way, or starts this. R20: a flight beyond its deadline (a frozen process) is taken over. */
  join(work: Work): Promise<void> {
    const current = this.#current
    const isInTime = !current?.startedAt || ageMs(this.#clock, current.startedAt) <= this.#longestMs
    if (current && isInTime) return current.promise
    return this.replace(work)
  }

  /** Starts this, whatever is under way. */
  replace(work: Work): Promise<void> {
    this.#unsettled ??= new Set()
    const unsettled = this.#unsettled
    // In place before the work begins: it may pause at once.
    const flight: Flight = { startedAt: instant(this.#clock), promise: Promise.resolve() }
    this.#abandon(flight)
    flight.promise = work(++this.#generation).finally(() => {
      unsettled.delete(flight.promise)
      if (this.#current === flight) this.#current = undefined
    })
    unsettled.add(flight.promise)
    flight.promise.catch(() => {})
    return flight.promise
  }

  /** The work waits for the caller's own code, such as a prompt: that may take as long as it likes. */
  #pause(generation: number): void {
    if (!this.#current || !this.counts(generation)) return
    this.#current.startedAt = undefined
    if (this.#isClosing) this.end(closed())
  }

  /** The work goes on, and its time counts from here. */
  #resume(generation: number): void {
    if (this.#current && this.counts(generation)) this.#current.startedAt = instant(this.#clock)
  }

  /** Waits for the end, good or bad, of all that is under way now. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#unsettled ?? [])
  }

  /** Waits for the same, but for nothing that waits for the caller's own code: that is ended. */
  async close(): Promise<void> {
    this.#isClosing = true
    this.endOutside(closed())
    await this.settle()
    this.#isClosing = false
  }

  /**
   * Makes everything under way obsolete.
   *
   * @returns The last generation that is.
   */
  end(why?: Error): number {
    this.#abandon(undefined, why)
    return this.#generation++
  }

  /** Ends what waits for the caller's own code. */
  endOutside(why?: Error): void {
    if (this.#current && !this.#current.startedAt) this.end(why)
  }

  /** What the caller's own code within that generation's work is told, and its time counted by. */
  outside(generation: number): Outside {
    const flight = this.counts(generation) ? this.#current : undefined
    const replaced = flight?.replaced ?? new AbortController()
    if (flight) flight.replaced = replaced
    else replaced.abort(superseded())
    return { signal: replaced.signal, pause: () => this.#pause(generation), resume: () => this.#resume(generation) }
  }

  #abandon(next: Flight | undefined, why: Error = superseded()): void {
    const { replaced } = this.#current ?? {}
    this.#current = next
    replaced?.abort(why)
  }
}
