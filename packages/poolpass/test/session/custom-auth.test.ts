import { type ChallengeError, CustomChallengeChallengeError, TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { answerRiddle, RIDDLES } from './support/riddles.js'
import { ALICE, failure, startWorld } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN

describe('CUSTOM_AUTH', () => {
  test.each([
    ['without a password', undefined],
    ['with SRP first', ALICE.password],
  ])('R13 is answered by a handler, %s', async (_, password) => {
    const { local, cognito } = await startWorld({ triggers: RIDDLES })
    const questions: unknown[] = []
    const alice = cognito({
      password,
      authFlow: 'CUSTOM_AUTH',
      challenges: {
        customChallenge({ parameters }) {
          questions.push(parameters.question)
          return answerRiddle(parameters)
        },
      },
    })
    expect(await alice.token(ACCESS)).toBe(alice.accessToken)
    expect(questions).toHaveLength(2)
    expect(local.counts.of('InitiateAuth')).toBe(1)
  })

  test('R13 is answered round by round', async () => {
    const { cognito } = await startWorld({ triggers: RIDDLES })
    const alice = cognito({ password: undefined, authFlow: 'CUSTOM_AUTH' })
    const first = (await failure(alice.authenticate())) as ChallengeError
    expect(first).toBeInstanceOf(CustomChallengeChallengeError)
    const answerTo = ({ challenge }: ChallengeError) => answerRiddle(challenge.parameters)
    const second = (await failure(alice.respond(first.challenge, answerTo(first)))) as ChallengeError
    await alice.respond(JSON.parse(JSON.stringify(second.challenge)), answerTo(second))
    expect(alice.username).toBe('alice')
  })

  test('R11 wrong answers end in a refusal that is remembered', async () => {
    const { local, cognito } = await startWorld({ triggers: RIDDLES })
    const challenges = { customChallenge: () => 'no idea' }
    const alice = cognito({ password: undefined, authFlow: 'CUSTOM_AUTH', challenges })
    for (let i = 0; i < 5; i++) {
      expect(await failure(alice.token(ACCESS))).toMatchObject({ code: 'ERR_POOLPASS_WRONG_CREDENTIALS' })
    }
    expect(local.counts.of('InitiateAuth')).toBe(1)
  })
})
