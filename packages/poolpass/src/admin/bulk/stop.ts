/**
 * Ends much that runs at once. Each worker has a signal of its own: the listeners of all of them would be too many for a
 * common one, and Node would warn the caller.
 */
export class Stop {
  readonly #signal: AbortSignal | undefined
  readonly #controllers = [new AbortController()]
  readonly #abort = () => this.now(this.#signal?.reason)

  /** @param signal The caller's: until {@link close} there is one listener on it. */
  constructor(signal: AbortSignal | undefined) {
    signal?.throwIfAborted()
    this.#signal = signal
    signal?.addEventListener('abort', this.#abort, { once: true })
  }

  newSignal(): AbortSignal {
    const controller = new AbortController()
    this.#controllers.push(controller)
    return controller.signal
  }

  now(reason: unknown): void {
    for (const controller of this.#controllers) controller.abort(reason)
  }

  throwIfStopped(): void {
    this.#controllers[0]?.signal.throwIfAborted()
  }

  close(): void {
    this.#signal?.removeEventListener('abort', this.#abort)
  }
}
