import { CognitoServiceError, NotSignedInError, SignedOutError } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { sessionOf } from '../../src/session/cognito.js'
import { all } from '../admin/support/admin.js'
import { turn } from '../session/support/world.js'
import type { Call, Calls } from './declarations.js'
import { type Scene, type SceneOptions, startScene } from './scene.js'
import { longCalls, wrongCalls } from './wrong-values.js'

/** What a call is refused with. */
export interface Expected {
  readonly class: new (...args: never[]) => Error
  readonly name: string
  readonly code: string
  readonly message: RegExp
}

/** Why something does not apply to a call. */
export interface Never {
  readonly never: string
}

export const never = (reason: string): Never => ({ never: reason })

/** Somebody who is refused, or something that is. */
export interface Trouble {
  readonly what: string
  /** Default: whose call the good one is. */
  readonly host?: (scene: Scene) => unknown
  /** Default: those of the good call. */
  readonly args?: (good: readonly unknown[], scene: Scene) => readonly unknown[] | Promise<readonly unknown[]>
  readonly error: Expected
  /** The request that is refused. Default: the call's first; `null`: nothing is sent. */
  readonly sends?: string | null
  /** Time goes by before it is refused. */
  readonly waits?: true
}

/** The contract of one public call. */
export interface Case {
  readonly scene?: SceneOptions
  /** Brings the scene to where the call is a good one. */
  readonly arrange?: (scene: Scene) => unknown
  /** Whose call it is. Default: that of all cases of the class. */
  readonly host?: (scene: Scene) => unknown
  readonly args?: (scene: Scene) => readonly unknown[]
  /** What a good call gives, and what it does. */
  readonly check: (result: never, scene: Scene) => unknown
  /** The call's first request. */
  readonly sends: string | Never
  /** Texts for which another error than the service's usual one is right, or none. */
  readonly tooLong?: Readonly<Record<string, Expected | Never>>
  readonly unknownUser: Trouble | Never
  readonly missingRight: readonly Trouble[] | Never
  /** What is another than usual when the pool is too busy. */
  readonly throttled?: Partial<Trouble>
}

export type Cases = Readonly<Record<string, Case>>

export const refused = (name: string, code: string, message: RegExp): Expected => ({
  class: CognitoServiceError,
  name,
  code: `ERR_POOLPASS_${code}`,
  message,
})

export const wrongOption = (option: string, expected: RegExp): Expected => ({
  class: TypeError,
  name: 'TypeError',
  code: 'ERR_POOLPASS_INVALID_OPTION',
  message: new RegExp(`^option \`${option}\` ${expected.source}`),
})

export const notSignedIn: Expected = {
  class: NotSignedInError,
  name: 'NotSignedInError',
  code: 'ERR_POOLPASS_NOT_SIGNED_IN',
  message: /sign in first|no session/,
}

export const signedOut: Expected = {
  class: SignedOutError,
  name: 'SignedOutError',
  code: 'ERR_POOLPASS_SIGNED_OUT',
  message: /^logout\(\) ended this session/,
}

const TOO_LONG =
  /^\w+: \d validation errors? detected: Value( '.*')? at '[\w.]+' .*Member must have length less than or equal to \d+$/
export const tooLong = (code = 'SERVICE') => refused('InvalidParameterException', code, TOO_LONG)

const isNever = (value: object | string | undefined): value is Never => typeof value === 'object' && 'never' in value

interface Outcome {
  readonly error: Error & { readonly code?: string; readonly option?: string }
  readonly isAtOnce: boolean
}

/** Makes a call and waits for all that it gives. */
class Caller {
  readonly name: string
  readonly call: Call
  readonly #host: (scene: Scene) => unknown

  constructor(name: string, call: Call, host: (scene: Scene) => unknown) {
    this.name = name
    this.call = call
    this.#host = host
  }

  async run(scene: Scene, args: readonly unknown[], host = this.#host): Promise<unknown> {
    const result = this.#begin(await host(scene), args)
    return this.call.returns === 'iterable' ? all(result as AsyncIterable<unknown>) : result
  }

  async refusal(scene: Scene, args: readonly unknown[], host = this.#host): Promise<Outcome | undefined> {
    const target = await host(scene)
    let begun: unknown
    try {
      begun = this.#begin(target, args)
    } catch (error) {
      return { error: error as Error, isAtOnce: true }
    }
    try {
      await (this.call.returns === 'iterable' ? all(begun as AsyncIterable<unknown>) : begun)
      return undefined
    } catch (error) {
      return { error: error as Error, isAtOnce: false }
    }
  }

  #begin(host: unknown, args: readonly unknown[]): unknown {
    if (this.call.kind === 'constructor') return Reflect.construct(host as never, args)
    const key = /^\[Symbol\.(\w+)\]$/.exec(this.name)?.[1]
    const member = Reflect.get(host as object, key === undefined ? this.name : (Symbol as never)[key])
    return this.call.kind === 'value' ? member : Reflect.apply(member as never, host, args)
  }
}

/** What is wrong with a refusal. */
function complaint(outcome: Outcome | undefined, expected: Expected): string | undefined {
  if (!outcome) return 'was not refused'
  const { error } = outcome
  const found = `${error.name} ${error.code}: ${error.message}`
  const fits =
    error instanceof expected.class &&
    error.name === expected.name &&
    error.code === expected.code &&
    expected.message.test(error.message)
  return fits ? undefined : `is refused with ${found.slice(0, 300)}`
}

/** Errors of checks come where callers look for them: a promise is rejected, and a list is refused before it begins. */
function misplaced({ isAtOnce }: Outcome, { returns }: Call): string | undefined {
  if (returns === 'promise' && isAtOnce) return 'throws, and should reject'
  return returns !== 'promise' && !isAtOnce ? 'is refused too late' : undefined
}

/** Holds the calls of a class to their cases. */
export function holdTo(className: string, calls: Calls, cases: Cases, host: (scene: Scene) => unknown): void {
  describe(className, () => {
    test('has a case for every public member, and for nothing else', () => {
      expect(Object.keys(cases).sort()).toEqual([...calls.keys()].sort())
    })

    for (const [name, contract] of Object.entries(cases)) {
      const call = calls.get(name)
      if (call) describe(name, () => holdOne(new Caller(name, call, contract.host ?? host), contract))
    }
  })
}

function holdOne(caller: Caller, contract: Case): void {
  test('refuses what is not declared before anything is sent, and what is too long, and then does its work', async () => {
    const scene = await startScene(contract.scene)
    await contract.arrange?.(scene)
    const args = contract.args?.(scene) ?? []
    // From here on a token would have to be got first.
    sessionOf(scene.alice).invalidate(scene.alice.accessToken ?? '')
    await refuseWrong(caller, scene, args)
    await refuseLong(caller, scene, args, contract)
    const before = countOf(scene, contract)
    await contract.check((await caller.run(scene, args)) as never, scene)
    if (!isNever(contract.sends)) expect(countOf(scene, contract)).toBeGreaterThan(before)
  })

  const troubles = troublesOf(contract)
  if (troubles.length === 0) return
  test(`is refused: ${troubles.map(({ what }) => what).join('; ')}`, async () => {
    const scene = await startScene(contract.scene)
    await contract.arrange?.(scene)
    for (const trouble of troubles) await meet(trouble, caller, scene, contract)
  })
}

function countOf({ local }: Scene, { sends }: Case): number {
  return isNever(sends) ? 0 : local.counts.of(sends)
}

/** The sum of what the pool was asked. */
function requestsOf({ local }: Scene): number {
  return Object.values(local.counts.all()).reduce((sum, count) => sum + count, 0)
}

async function refuseWrong(caller: Caller, scene: Scene, args: readonly unknown[]): Promise<void> {
  const problems: string[] = []
  for (const { what, args: wrong, names, error: Class } of wrongCalls(caller.call, args)) {
    const before = requestsOf(scene)
    const outcome = await caller.refusal(scene, wrong)
    await turn()
    const expected = {
      class: Class,
      name: Class.name,
      code: 'ERR_POOLPASS_INVALID_OPTION',
      message: new RegExp(`^option \`(${names.map(name => name.replaceAll('.', '\\.')).join('|')})[.\\w]*\` `),
    }
    const problem = complaint(outcome, expected) ?? misplaced(outcome as Outcome, caller.call)
    if (problem) problems.push(`${what} ${problem}`)
    else if (!names.some(name => outcome?.error.option?.startsWith(name))) problems.push(`${what} is not named`)
    if (requestsOf(scene) !== before) problems.push(`${what} was sent`)
  }
  expect(problems).toEqual([])
}

async function refuseLong(caller: Caller, scene: Scene, args: readonly unknown[], contract: Case): Promise<void> {
  const given = contract.tooLong ?? {}
  const long = isNever(contract.sends) ? [] : longCalls(caller.call, args)
  const places = long.map(({ place }) => place)
  expect(Object.keys(given).filter(place => !places.includes(place))).toEqual([])
  const problems: string[] = []
  for (const { place, args: wrong } of long) {
    const expected = given[place] ?? tooLong()
    if (isNever(expected)) continue
    const problem = complaint(await caller.refusal(scene, wrong), expected)
    if (problem) problems.push(`${place} ${problem}`)
  }
  expect(problems).toEqual([])
}

function troublesOf({ sends, throttled, unknownUser, missingRight }: Case): Trouble[] {
  const slowDown = isNever(sends) ? [] : [{ ...throttling(sends), ...throttled }]
  return [...slowDown, ...(isNever(missingRight) ? [] : missingRight), ...(isNever(unknownUser) ? [] : [unknownUser])]
}

/** Longer than any call's deadline, so that nobody waits. */
const retryAfterSeconds = 60
export const busy = { error: 'TooManyRequestsException', message: 'Rate exceeded', retryAfterSeconds }

const throttling = (operation: string): Trouble => ({
  what: 'throttled',
  error: refused('TooManyRequestsException', 'THROTTLED', new RegExp(`^${operation}: Rate exceeded$`)),
  args(good, { local }) {
    local.failNext({ operation, ...busy })
    return good
  },
})

async function meet(trouble: Trouble, caller: Caller, scene: Scene, contract: Case): Promise<void> {
  const { what, host, error } = trouble
  const good = contract.args?.(scene) ?? []
  const args = (await trouble.args?.(good, scene)) ?? good
  const operation = trouble.sends === undefined && !isNever(contract.sends) ? contract.sends : trouble.sends
  const target = host && (await host(scene))
  const before = scene.local.counts.all()
  const refusal = caller.refusal(scene, args, host && (() => target))
  const problem = complaint(await (trouble.waits ? scene.settle(refusal, { stepSeconds: 10 }) : refusal), error)
  expect(problem && `${what}: ${problem}`).toBeUndefined()
  const sent = Object.keys(scene.local.counts.all()).filter(
    each => scene.local.counts.of(each) !== (before[each] ?? 0) && each !== 'jwks',
  )
  expect([what, sent]).toEqual([what, operation ? expect.arrayContaining([operation]) : []])
}
