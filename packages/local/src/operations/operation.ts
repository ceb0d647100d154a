import type { Account } from '../pool/account.js'
import type { Input, Shape } from './input/members.js'
import { readInput } from './input/members.js'

/** What an operation may know of the request besides its input. */
export interface Call {
  readonly account: Account
  /** Scheme, host and port that the request came in under. */
  readonly origin: string
}

/** `signed`: only with AWS credentials. `public`: what proves the caller is in the input. */
export type Access = 'public' | 'signed'

/** The answer's members. `undefined`: an operation without output, answered by an empty body. */
export type Output = Readonly<Record<string, unknown>> | undefined

export interface Operation {
  readonly name: string
  readonly access: Access
  /** @throws {ServiceError} whatever the operation refuses. */
  run(call: Call, input: unknown): Promise<Output>
}

/** Joins the shape of an operation's input to what it does with it. */
export function defineOperation<const S extends Shape>(definition: {
  readonly name: string
  readonly access: Access
  readonly input: S
  readonly run: (call: Call, input: Input<S>) => Output | Promise<Output>
}): Operation {
  const { name, access, input: shape, run } = definition
  return { name, access, run: async (call, input) => run(call, readInput(shape, input)) }
}
