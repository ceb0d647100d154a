import { incorrectCredentials } from '../service-error.js'
import {
  attributesForTrigger,
  type ChallengeResult,
  callTrigger,
  metadataForTrigger,
  unrecognizable,
} from '../triggers.js'
import { askForProof } from './password-verifier.js'
import { type Advance, ask, type Step } from './step.js'

/** What every trigger of a custom sign-in is told of the user. */
export function userOfEvent({ request, subject }: Step) {
  return {
    userAttributes: attributesForTrigger(subject.user),
    ...metadataForTrigger(request.isInitial ? undefined : request.clientMetadata),
    ...(subject.user === undefined && { userNotFound: true }),
  }
}

export const nameOf = ({ request, subject }: Step) => subject.user?.username ?? request.parameters.get('USERNAME') ?? ''

async function askCustomChallenge(step: Step, session: readonly ChallengeResult[]): Promise<Advance> {
  const challengeName = 'CUSTOM_CHALLENGE'
  const event = { ...userOfEvent(step), challengeName, session }
  const created = await callTrigger(step.request, 'createAuthChallenge', 'Authentication', nameOf(step), event)
  const { publicChallengeParameters, privateChallengeParameters, challengeMetadata } = created ?? {}
  return ask(
    step,
    challengeName,
    { ...publicChallengeParameters, USERNAME: step.subject.userId },
    {
      privateParameters: privateChallengeParameters ?? {},
      ...(challengeMetadata != null && { challengeMetadata }),
    },
  )
}

/** Lets DefineAuthChallenge say what comes next, until it lets the user through. */
export async function customGate(step: Step): Promise<Advance> {
  const { customResults: session, ...attempt } = step.attempt
  if (session === undefined) return { passed: attempt }
  const event = { ...userOfEvent(step), session }
  const response = await callTrigger(step.request, 'defineAuthChallenge', 'Authentication', nameOf(step), event)
  const { challengeName, issueTokens, failAuthentication } = response ?? {}
  if (failAuthentication) throw incorrectCredentials()
  if (issueTokens) return { passed: attempt }
  if (challengeName === 'CUSTOM_CHALLENGE') return askCustomChallenge(step, session)
  if (challengeName === 'PASSWORD_VERIFIER' && session.at(-1)?.challengeName === 'SRP_A') return askForProof(step)
  throw unrecognizable()
}
