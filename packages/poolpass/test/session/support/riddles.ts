import type { LocalTriggers } from '@poolpass/local'

/** Asks two riddles, after SRP where that came first. */
export const RIDDLES: LocalTriggers = {
  defineAuthChallenge(event) {
    const { session } = event.request
    const asked = session.filter(({ challengeName }) => challengeName === 'CUSTOM_CHALLENGE')
    event.response.challengeName = session.at(-1)?.challengeName === 'SRP_A' ? 'PASSWORD_VERIFIER' : 'CUSTOM_CHALLENGE'
    event.response.issueTokens = asked.filter(({ challengeResult }) => challengeResult).length === 2
    event.response.failAuthentication = asked.filter(({ challengeResult }) => !challengeResult).length === 2
  },
  createAuthChallenge(event) {
    const round = String(event.request.session.length)
    event.response.publicChallengeParameters = { question: round }
    event.response.privateChallengeParameters = { answer: `answer ${round}` }
  },
  verifyAuthChallengeResponse(event) {
    event.response.answerCorrect = event.request.privateChallengeParameters.answer === event.request.challengeAnswer
  },
}

export const answerRiddle = (parameters: Readonly<Record<string, string>>) => `answer ${parameters.question}`
