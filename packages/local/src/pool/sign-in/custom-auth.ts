import { findSubject } from '../credentials.js'
import { invalidParameter } from '../service-error.js'
import { assertCustomTriggers, type ChallengeResult, callTrigger } from '../triggers.js'
import { withResult } from './attempt.js'
import { nameOf, userOfEvent } from './custom-gate.js'
import { beginWithDevice } from './device-note.js'
import { goOn } from './gates.js'
import {
  assertMaySignIn,
  requireParameter,
  requireUsername,
  type SignInOutcome,
  type SignInRequest,
} from './request.js'
import type { Advance, SessionStep } from './step.js'

function firstResults(request: SignInRequest): readonly ChallengeResult[] {
  const name = request.parameters.get('CHALLENGE_NAME')
  if (!name) return []
  if (name !== 'SRP_A') throw invalidParameter('CHALLENGE_NAME must be SRP_A.')
  requireParameter(request, 'SRP_A')
  return [{ challengeName: 'SRP_A', challengeResult: true }]
}

/** CUSTOM_AUTH: the triggers decide, from the start or after the password was proven by SRP. */
export async function startCustomAuth(request: SignInRequest): Promise<SignInOutcome> {
  assertCustomTriggers(request)
  const subject = findSubject(request.pool, request.client, requireUsername(request))
  if (subject.user) assertMaySignIn(subject.user)
  const attempt = { ...beginWithDevice(request, subject), customResults: firstResults(request) }
  return goOn({ request, subject, attempt }, { passed: attempt })
}

/** CUSTOM_CHALLENGE. A wrong answer is a result like a right one: what comes of it is for DefineAuthChallenge to say. */
export async function answerCustomChallenge(step: SessionStep): Promise<Advance> {
  const { request, attempt, asked } = step
  const { privateParameters = {}, challengeMetadata } = asked
  const challengeAnswer = requireParameter(request, 'ANSWER')
  const event = { ...userOfEvent(step), privateChallengeParameters: privateParameters, challengeAnswer }
  const verified = await callTrigger(request, 'verifyAuthChallengeResponse', 'Authentication', nameOf(step), event)
  const result = {
    challengeName: 'CUSTOM_CHALLENGE',
    challengeResult: verified?.answerCorrect === true,
    ...(challengeMetadata !== undefined && { challengeMetadata }),
  }
  return { passed: withResult(attempt, result) }
}
