import type { LocalCognito } from '@poolpass/local'
import type { FakeClock } from 'poolpass/testing'

/** What becomes of one request, whatever it is for. */
export type Fate =
  | 'delivered'
  | 'requestLost'
  | 'answerLost'
  /** The pool gets it twice; the client gets the answer to the first, or to the second. */
  | 'twiceFirst'
  | 'twiceSecond'
  | 'slow'
  /** Handled at once, but answered when nobody listens any more. */
  | 'tooLate'
  | 'silent'
  | 'throttled'
  | 'broken'
  | 'garbage'

const SLOW_SECONDS = 2
const TOO_LATE_SECONDS = 20

/** All but these give reason to send the request again, or send it twice. */
const HARMLESS: readonly Fate[] = ['delivered', 'slow']

interface Delivered {
  readonly operation: string
  readonly accessToken: string
}

/** Everything between one client and the pool. */
export class Network {
  readonly #local: LocalCognito
  readonly #clock: FakeClock
  readonly #fates: Fate[]
  /** Access tokens that the client got, oldest first. */
  readonly delivered: Delivered[] = []
  /** How many requests were not simply delivered once. */
  repeated = 0
  /** How many more requests the pool got than the client sent. */
  doubled = 0
  inFlight = 0

  /** @param fates Of the requests to come, one each; after those, all are delivered. */
  constructor(local: LocalCognito, clock: FakeClock, fates: readonly Fate[]) {
    this.#local = local
    this.#clock = clock
    this.#fates = [...fates]
  }

  calm(): void {
    this.#fates.length = 0
  }

  readonly fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const fate = this.#fates.shift() ?? 'delivered'
    if (!HARMLESS.includes(fate)) this.repeated++
    const operation = new Headers(init?.headers).get('x-amz-target')?.split('.')[1] ?? 'jwks'
    const request = { ...init, signal: null }
    const answer = await this.#carry(fate, operation, () => this.#send(input, request), init?.signal ?? undefined)
    await this.#note(operation, answer.clone())
    return answer
  }

  async #send(input: string | URL | Request, init: RequestInit): Promise<Response> {
    this.inFlight++
    try {
      const response = await this.#local.fetch(input, init)
      return new Response(await response.arrayBuffer(), response)
    } finally {
      this.inFlight--
    }
  }

  async #carry(
    fate: Fate,
    operation: string,
    send: () => Promise<Response>,
    signal: AbortSignal | undefined,
  ): Promise<Response> {
    switch (fate) {
      case 'delivered':
        return send()
      case 'requestLost':
      case 'answerLost':
        this.#local.failNext({ operation, dropConnection: fate === 'requestLost' ? 'before' : 'after' })
        return send()
      case 'twiceFirst':
      case 'twiceSecond': {
        this.doubled++
        const [first, second] = await Promise.all([send(), send()])
        return fate === 'twiceFirst' ? first : second
      }
      case 'slow':
        await this.#clock.sleep(SLOW_SECONDS * 1000, signal)
        return send()
      case 'tooLate': {
        const answer = await send()
        await this.#clock.sleep(TOO_LATE_SECONDS * 1000, signal)
        return answer
      }
      case 'silent':
        return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
      case 'throttled':
        this.#local.failNext({ operation, error: 'TooManyRequestsException', message: 'Rate exceeded' })
        return send()
      case 'broken':
        this.#local.failNext({ operation, status: 500 })
        return send()
      case 'garbage':
        this.#local.failNext({ operation, body: '<html>', status: 502 })
        return send()
    }
  }

  async #note(operation: string, answer: Response): Promise<void> {
    const text = await answer.text()
    const body = text.startsWith('{') ? JSON.parse(text) : {}
    const accessToken = body.AuthenticationResult?.AccessToken
    if (accessToken) this.delivered.push({ operation, accessToken })
  }
}
