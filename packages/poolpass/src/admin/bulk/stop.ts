import { onAbort } from '../../cognito-idp/index.js'

/** Ends much that runs at once: when the caller says so, or when one of it has failed. */
export class Stop {
  readonly #controller = new AbortController()
  readonly #forget: () => void

  /** @param signal The caller's: until {@link close} there is a listener on it. */
  constructor(signal: AbortSignal | undefined) {
    signal?.throwIfAborted()
    this.#forget = onAbort(signal, reason => this.now(reason))
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  now(reason: unknown): void {
    this.#controller.abort(reason)
  }

  close(): void {
    this.#forget()
  }
}
