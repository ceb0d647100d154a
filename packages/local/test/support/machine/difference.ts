import { isDeepStrictEqual } from 'node:util'
import { type Answer, claimsOf } from '../wire.js'
import type { Challenge, Tokens } from './knowledge.js'
import type { Outcome } from './model.js'
import { isRefusal } from './refusals.js'
import { CLIENT_IDS } from './world.js'

/** What an answer comes to, in a word. */
function nameOf({ error, body }: Answer): string {
  if (error !== '') return error
  return body?.AuthenticationResult ? 'tokens' : (body?.ChallengeName ?? 'done')
}

/** How an answer differs from what must be, if it does. */
export function differenceOf(outcome: Outcome, answer: Answer): string | undefined {
  const { error, body } = answer
  const got = nameOf(answer)
  if (outcome.kind === 'refused') {
    const { names } = outcome.refused
    return names.some(name => isRefusal(error, name)) ? undefined : `${got} instead of ${names.join(' or ')}`
  }
  if (outcome.kind === 'done') return error === '' ? undefined : `${got} instead of success`
  const { available } = outcome
  if (available && error === '' && !sameSet(available, body.AvailableChallenges)) {
    return `offered ${body.AvailableChallenges} instead of ${available}`
  }
  return outcome.kind === 'tokens'
    ? differenceOfTokens(outcome.tokens, answer)
    : differenceOfChallenge(outcome.challenge, answer)
}

const sameSet = (a: readonly string[], b: readonly string[] | undefined) =>
  isDeepStrictEqual([...a].sort(), [...(b ?? [])].sort())

function differenceOfChallenge({ name, exchange, choices }: Challenge, answer: Answer): string | undefined {
  const { ChallengeName, Session, ChallengeParameters = {} } = answer.body ?? {}
  const isBetweenSetUps = name === 'MFA_SETUP' && ChallengeName === undefined && answer.error === ''
  if (ChallengeName !== name && !isBetweenSetUps) return `${nameOf(answer)} instead of ${name}`
  const isPlain = exchange?.isInSession === false
  if ((Session === undefined) !== isPlain) return `${name} with${isPlain ? '' : 'out'} a Session`
  const offered = ChallengeParameters.MFAS_CAN_CHOOSE ?? ChallengeParameters.MFAS_CAN_SETUP
  return offered && choices && !sameSet(choices, JSON.parse(offered)) ? `${offered} instead of ${choices}` : undefined
}

function differenceOfTokens({ grant, refresh }: Tokens, answer: Answer): string | undefined {
  const result = answer.body?.AuthenticationResult
  if (!result) return `${nameOf(answer)} instead of tokens`
  const { username, client_id } = claimsOf(result.AccessToken)
  if (username !== grant.person.name || client_id !== CLIENT_IDS[grant.client]) return `tokens of ${username}`
  if (Boolean(result.RefreshToken) !== Boolean(refresh)) return `a refresh token: ${Boolean(result.RefreshToken)}`
  const isNew = grant.isOnNewDevice && grant.deviceKey === undefined
  return Boolean(result.NewDeviceMetadata) === isNew ? undefined : `a new device: ${!isNew}`
}
