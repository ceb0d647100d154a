import type { ChallengeName, StringMap } from '../cognito-idp/index.js'
import { invalidOption, PoolpassError, type PoolpassErrorDetails } from '../errors/index.js'

/** A challenge as JSON: enough to answer it later, in another process. **Holds the session: treat it as a secret.** */
export interface ChallengeJson {
  /** ChallengeName, e.g. `SMS_MFA`. */
  readonly name: ChallengeName | (string & {})
  /** Of the pool that asks: no other takes the answer. */
  readonly userPoolId: string
  /** Of the app client that the sign-in was begun with. */
  readonly clientId: string
  /** The real username, as every later step must send it. */
  readonly username: string
  /** The username as it was given, which may be an alias. Default: the real one. */
  readonly givenUsername?: string
  /** ChallengeParameters as received. */
  readonly parameters: Readonly<StringMap>
  /** Session as received; absent where the pool gave none. **A secret**, good for 3 to 15 minutes. */
  readonly session?: string
  /** Epoch milliseconds by the local clock. */
  readonly receivedAtMs: number
  /** AvailableChallenges of SELECT_CHALLENGE. */
  readonly availableChallenges?: readonly string[]
  /** Of MFA_SETUP: the authenticator app was verified, and only the last step is missing. */
  readonly isVerified?: true
}

/** What the pool asks for. Prints and inspects without its session; `JSON.stringify` gives all of it, on purpose. */
export class Challenge {
  /** ChallengeName, e.g. `SMS_MFA`. */
  readonly name: ChallengeName | (string & {})
  /** The real username. */
  readonly username: string
  /** By this machine's clock. */
  readonly receivedAt: Date
  readonly #json: ChallengeJson

  /** @param json What `toJSON()` of another one gave. It is kept as it is, unchecked. */
  constructor(json: ChallengeJson) {
    this.#json = json
    this.name = json.name
    this.username = json.username
    this.receivedAt = new Date(json.receivedAtMs)
  }

  /** ChallengeParameters as received, e.g. `CODE_DELIVERY_DESTINATION`. */
  get parameters(): Readonly<StringMap> {
    return this.#json.parameters
  }

  /** What may be chosen from by SELECT_CHALLENGE or SELECT_MFA_TYPE, or set up by MFA_SETUP. */
  get availableChallenges(): readonly string[] {
    const { availableChallenges, parameters } = this.#json
    return availableChallenges ?? parseJsonArray(parameters.MFAS_CAN_CHOOSE ?? parameters.MFAS_CAN_SETUP)
  }

  /** The attributes that NEW_PASSWORD_REQUIRED demands, without their `userAttributes.` prefix. */
  get requiredAttributes(): readonly string[] {
    return parseJsonArray(this.#json.parameters.requiredAttributes).map(name => name.replace(/^userAttributes\./, ''))
  }

  /** All that it takes to answer later, in another process. **Holds the session: treat it as a secret.** */
  toJSON(): ChallengeJson {
    return this.#json
  }
}

function parseJsonArray(json: string | undefined): string[] {
  try {
    const value: unknown = JSON.parse(json ?? '[]')
    return Array.isArray(value) ? value.filter(item => typeof item === 'string') : []
  } catch {
    return []
  }
}

/**
 * @param challenge A {@link Challenge}, or what `JSON.parse` made of a stored one.
 * @throws {TypeError} when it is neither, or of another pool or client.
 */
export function readChallenge(
  challenge: Challenge | ChallengeJson,
  userPoolId: string,
  clientId: string,
): ChallengeJson {
  const json: Partial<ChallengeJson> = challenge instanceof Challenge ? challenge.toJSON() : (challenge ?? {})
  const { name, username, parameters } = json
  if (typeof name !== 'string' || typeof username !== 'string' || typeof parameters !== 'object' || !parameters) {
    throw invalidOption('challenge', 'must be the `challenge` of a ChallengeError, or the JSON of one')
  }
  if (json.userPoolId !== userPoolId || json.clientId !== clientId) {
    throw invalidOption('challenge', 'belongs to another user pool or app client')
  }
  return json as ChallengeJson
}

/** What a {@link ChallengeError} carries besides its message. */
export interface ChallengeErrorDetails extends PoolpassErrorDetails {
  /** What the pool asks for. */
  readonly challenge: Challenge
}

/**
 * The pool asks for something that nobody answered. `name` tells which challenge: `SmsMfaChallengeError`.
 *
 * Answer it with `respond(error.challenge, answer)`, now or later, here or in another process.
 */
export class ChallengeError extends PoolpassError {
  static {
    this.prototype.name = 'ChallengeError'
  }
  /** Not enumerable, since `JSON.stringify(error.challenge)` holds the session. */
  declare readonly challenge: Challenge

  /** @param details With the `challenge`, which gets no part in the message. */
  constructor(message: string, details: ChallengeErrorDetails) {
    super('ERR_POOLPASS_CHALLENGE', message, details)
    Object.defineProperty(this, 'challenge', { value: details.challenge })
  }
}

const classes = new Map<string, typeof ChallengeError>()

/** `SMS_MFA` → `SmsMfaChallengeError`. */
const pascalCase = (name: string) => name.toLowerCase().replace(/(^|_)(\w)/g, (_, __, letter) => letter.toUpperCase())

/** The error class of one challenge: the same class for the same name. */
export function challengeErrorClass(name: string): typeof ChallengeError {
  let Class = classes.get(name)
  if (!Class) {
    const called = `${pascalCase(name)}ChallengeError`
    Class = { [called]: class extends ChallengeError {} }[called] as typeof ChallengeError
    Class.prototype.name = called
    classes.set(name, Class)
  }
  return Class
}
