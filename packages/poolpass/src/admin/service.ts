import type * as Sdk from '@aws-sdk/client-cognito-identity-provider'
import { type Clock, onAbort, parseUserPoolId, ServiceClock, systemClock } from '../cognito-idp/index.js'
import { PoolpassError } from '../errors/index.js'
import { translateFailure } from './failures.js'

type Commands = typeof Sdk

/** Every operation that the AWS SDK has a command for. */
export type Operation = { [Name in keyof Commands]: Name extends `${infer Op}Command` ? Op : never }[keyof Commands]

/** The part of a command's type that tells what goes in and comes out. */
interface Typed<Input, Output> {
  readonly input: Input
  resolveMiddleware(...anything: never[]): (args: never) => Promise<{ output: Output }>
}

type CommandOf<Op extends Operation> = InstanceType<Commands[`${Op}Command`]>
export type Input<Op extends Operation> = CommandOf<Op> extends Typed<infer I, unknown> ? I : never
export type Output<Op extends Operation> = CommandOf<Op> extends Typed<unknown, infer O> ? O : never

/** The AWS SDK's client, or what to make one of. */
export type SdkClient = Sdk.CognitoIdentityProviderClient | Sdk.CognitoIdentityProviderClientConfig

export interface ServiceOptions {
  readonly userPoolId: string
  readonly client?: SdkClient | undefined
  readonly clock?: Clock | undefined
}

export interface SendOptions {
  readonly signal?: AbortSignal | undefined
  /** What the table of refusals calls the operation. */
  readonly as?: string | undefined
  /** By the monotonic clock. Default: what the SDK's client is set up for. */
  readonly deadlineAtMs?: number | undefined
  /** Awaited before every attempt, those that the SDK makes by itself included. */
  readonly beforeAttempt?: (() => Promise<void>) | undefined
  /** Called after every attempt that may have been carried out although no answer says so. */
  readonly onLostAnswer?: (() => void) | undefined
}

/** Calls one pool through the AWS SDK, in the errors of poolpass. */
export class AdminService {
  readonly userPoolId: string
  readonly region: string
  readonly clock: Clock
  readonly serviceClock: ServiceClock
  readonly #given: SdkClient
  #made: Promise<Sdk.CognitoIdentityProviderClient> | undefined

  /** @throws {TypeError} `ERR_POOLPASS_INVALID_OPTION` */
  constructor({ userPoolId, client = {}, clock = systemClock }: ServiceOptions) {
    this.region = parseUserPoolId(userPoolId).region
    this.userPoolId = userPoolId
    this.#given = client
    this.clock = clock
    this.serviceClock = new ServiceClock(clock)
  }

  /** Calls an operation on the pool. */
  call<Op extends Operation>(
    operation: Op,
    input: Omit<Input<Op>, 'UserPoolId'>,
    options?: SendOptions,
  ): Promise<Output<Op>> {
    return this.send(operation, { UserPoolId: this.userPoolId, ...input } as Input<Op>, options)
  }

  /**
   * @throws {PoolpassError} `CognitoServiceError` for a refusal, `UnavailableError` where there is no answer.
   * @throws The signal's reason.
   */
  async send<Op extends Operation>(operation: Op, input: Input<Op>, options: SendOptions = {}): Promise<Output<Op>> {
    const { signal, as = operation } = options
    const sdk = await loadSdk()
    const client = await this.#client(sdk)
    // The classes share their form, which no type of the SDK says.
    const Command = sdk[`${operation}Command`] as unknown as new (input: Input<Op>) => Sdk.GetUserCommand
    const command = new Command(input)
    this.#watchAttempts(command, options)
    try {
      return (await this.#within(options, abortSignal => client.send(command, { abortSignal }))) as Output<Op>
    } catch (error) {
      signal?.throwIfAborted()
      throw translateFailure(error, operation, as, input as object)
    }
  }

  /** Ends the connections of a client that was made here; one that was given is its owner's. */
  async close(): Promise<void> {
    const made = this.#made
    this.#made = undefined
    const client = await made
    client?.destroy()
  }

  async #client(sdk: Commands): Promise<Sdk.CognitoIdentityProviderClient> {
    if (isClient(this.#given)) return this.#given
    const config = this.#given
    this.#made ??= Promise.resolve(new sdk.CognitoIdentityProviderClient({ region: this.region, ...config }))
    return this.#made
  }

  /** Behind the SDK's retries, in the one place that sees each attempt. */
  #watchAttempts(command: Sdk.GetUserCommand, { beforeAttempt, onLostAnswer }: SendOptions): void {
    command.middlewareStack.add(
      next => async args => {
        await beforeAttempt?.()
        const result = await next(args).catch(error => {
          if (!isRefused(error)) onLostAnswer?.()
          throw error
        })
        const { headers } = result.response as { headers?: Readonly<Record<string, string>> }
        this.serviceClock.observe(headers?.date ?? null)
        return result
      },
      { step: 'finalizeRequest', priority: 'low', name: 'poolpassAttempts' },
    )
  }

  async #within<T>({ signal, deadlineAtMs }: SendOptions, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    signal?.throwIfAborted()
    const timer = new AbortController()
    const request = new AbortController()
    const forget = onAbort(signal, reason => request.abort(reason))
    if (deadlineAtMs !== undefined) {
      const late = () => request.abort(new DOMException('no answer in time', 'TimeoutError'))
      this.clock.sleep(deadlineAtMs - this.clock.monotonicMs(), timer.signal).then(late, () => {})
    }
    try {
      return await work(request.signal)
    } finally {
      timer.abort()
      forget()
    }
  }
}

/** Whether the service says that it did nothing; what failed on its side may be done all the same. */
function isRefused(error: { readonly $fault?: string }): boolean {
  return error.$fault === 'client'
}

function isClient(client: SdkClient): client is Sdk.CognitoIdentityProviderClient {
  return 'send' in client && typeof client.send === 'function'
}

async function loadSdk(): Promise<Commands> {
  try {
    return await import('@aws-sdk/client-cognito-identity-provider')
  } catch (cause) {
    const message = 'poolpass/admin needs the package @aws-sdk/client-cognito-identity-provider beside poolpass'
    throw new PoolpassError('ERR_POOLPASS_CONFIGURATION', message, { cause })
  }
}
