import type { ChallengeBinding } from '../challenge-sessions.js'
import { type Subject, simulatedSubject, subjectOf } from '../credentials.js'
import { incorrectCredentials, invalidParameter } from '../service-error.js'
import type { User } from '../user.js'
import type { Asked, Attempt, AttemptState } from './attempt.js'
import { noteDevice } from './device-note.js'
import { assertMaySignIn, type Challenge, requireUsername, type SignInRequest } from './request.js'

/** Where a sign-in stands when it is to be decided what comes next. */
export interface Step {
  readonly request: SignInRequest
  /** Who signs in; perhaps only what stands in for somebody. */
  readonly subject: Subject
  readonly attempt: Attempt
}

/** An answer to a challenge, with what the pool kept under its Session. */
export interface SessionStep extends Step {
  readonly asked: Asked
  /** Spends the session even if this answer is refused. */
  endSession(): void
}

/** What comes of a step: the way is free, or one more challenge. */
export type Advance = { readonly passed: Attempt } | { readonly ask: Challenge }

/** A step after an answer, and what comes of it. */
export interface Answered extends Step {
  readonly advance: Advance
}

/** @throws {ServiceError} NotAuthorizedException for somebody who does not exist. */
export function userOf({ subject }: Step): User {
  if (subject.user === undefined) throw incorrectCredentials()
  return subject.user
}

/** Opens a session for a challenge. */
function openSession(step: Step, challengeName: string, asked: Asked = {}): string {
  const { request, subject, attempt } = step
  const { pool, client } = request
  const binding = { challengeName, clientId: client.clientId, sub: subject.user?.sub }
  return pool.sessions.open(binding, { attempt, asked }, client.challengeLifetimeSeconds)
}

/** Puts a challenge before the user. */
export function ask(step: Step, name: string, parameters: Challenge['parameters'], asked?: Asked): Advance {
  return { ask: { name, parameters, session: openSession(step, name, asked) } }
}

/** Says which session an answer belongs to, of a challenge that some clients answer without its Session. */
export type SessionFinder = (request: SignInRequest) => (state: AttemptState) => boolean

/** @throws {ServiceError} NotAuthorizedException "Invalid session for the user…"; InvalidParameterException without one. */
function findSession(request: SignInRequest, binding: ChallengeBinding, isMeant?: SessionFinder) {
  const { sessions } = request.pool
  const text = request.session
  // Others still send the Session of the challenge before.
  const isLeftOut = text === undefined || sessions.isOfOtherChallenge(text, binding)
  const found = isMeant && isLeftOut ? sessions.findOpen(binding, isMeant(request)) : undefined
  if (found) return found
  if (text === undefined) throw invalidParameter('Missing required parameter Session')
  return sessions.find(text, binding)
}

/**
 * Answers a challenge within its session, which is spent if `answer` accepts.
 *
 * @param isMeant Finds the session of an answer that does not name it. Without this, every answer must.
 * @throws {ServiceError} NotAuthorizedException "Invalid session for the user…"; whatever refuses the answer.
 */
export async function answerInSession(
  challengeName: string,
  request: SignInRequest,
  answer: (step: SessionStep) => Promise<Advance> | Advance,
  isMeant?: SessionFinder,
): Promise<Answered> {
  const { pool, client } = request
  const username = requireUsername(request)
  const user = pool.users.resolve(username)
  const session = findSession(request, { challengeName, clientId: client.clientId, sub: user?.sub }, isMeant)
  const subject = user ? subjectOf(user) : simulatedSubject(pool, username)
  const { attempt, asked } = session.state
  let step: Step = { request, subject, attempt }
  const advance = await pool.sessions.use(session, async () => {
    if (user) assertMaySignIn(user)
    step = { ...step, attempt: noteDevice(request, subject, attempt) }
    return answer({ ...step, asked, endSession: () => pool.sessions.end(session) })
  })
  return { ...step, advance }
}
