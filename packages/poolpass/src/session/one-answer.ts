import { NotSignedInError } from '../errors/index.js'
import { isChallengeError } from './refusals.js'

interface Answer {
  /** Of the challenge. */
  readonly session: string | undefined
  readonly answer: string
  readonly work: Promise<void>
}

/** The answer to a challenge that is under way. A challenge is good for one that is taken. */
export class OneAnswer {
  #current: Answer | undefined

  /** Sends an answer; one that is under way to the same challenge comes first, and is joined if it is the same. */
  send(session: string | undefined, answer: unknown, send: () => Promise<void>): Promise<void> {
    const current = this.#current
    const json = JSON.stringify(answer)
    if (session === undefined || current?.session !== session) return this.#begin(session, json, send)
    if (current.answer === json) return current.work
    return current.work.catch(error => {
      const isTaken = isChallengeError(error)
      const isOver = error instanceof NotSignedInError
      if (isTaken || isOver) throw error
      return this.send(session, answer, send)
    })
  }

  #begin(session: string | undefined, answer: string, send: () => Promise<void>): Promise<void> {
    const work = send().finally(() => {
      if (this.#current === current) this.#current = undefined
    })
    const current = { session, answer, work }
    this.#current = current
    return work
  }
}
