import { inspect } from 'node:util'
import { type ChallengeError, SoftwareTokenMfaChallengeError } from 'poolpass'
import { createAppClient, respondToChallenge } from 'poolpass/sign-in'
import { expect, test } from 'vitest'
import { hear } from './support/events.js'
import { withFactors } from './support/factors.js'
import { TOTP_SECRET, totp, wrong } from './support/totp.js'
import { failure, startWorld } from './support/world.js'

const shown = (value: unknown) =>
  inspect(value, { depth: 9, showHidden: true, maxStringLength: null, maxArrayLength: null }) +
  (JSON.stringify(value) ?? '')

test('R15 no code, device password or new secret is shown by what a sign-in leaves behind', async () => {
  const DeviceConfiguration = { ChallengeRequiredOnNewDevice: false, DeviceOnlyRememberedOnUserPrompt: true }
  const world = await startWorld(withFactors(['SOFTWARE_TOKEN_MFA'], { pool: { DeviceConfiguration } }))
  const code = () => totp(world.clock.wallMs())
  const asked: unknown[] = []
  const alice = world.cognito({
    challenges: {
      softwareTokenMfa(challenge, context) {
        asked.push(challenge, context)
        return context.attempt === 1 ? wrong(code()) : code()
      },
    },
  })
  const heard = hear(alice)
  await alice.authenticate()
  const { device } = alice.exportState().toJSON()
  const { secret } = await alice.associateSoftwareToken()
  const left = (await failure(world.cognito().authenticate())) as ChallengeError
  const refused = await failure(alice.respond(left.challenge, wrong(code())))
  expect(left).toBeInstanceOf(SoftwareTokenMfaChallengeError)
  const text = [alice, alice.explain(), heard, asked.map(item => inspect(item)), left, refused].map(shown).join('\n')
  expect(text + inspect(alice.exportState())).toContain('deviceConfirmed')
  for (const hidden of [code(), wrong(code()), device?.devicePassword ?? '-', secret, TOTP_SECRET]) {
    expect(text + inspect(alice.exportState())).not.toContain(hidden)
  }
})

test('R15 an answer that does not fit is not quoted', async () => {
  const { config, cognito } = await startWorld(withFactors(['SMS_MFA']))
  const { challenge } = (await failure(cognito().authenticate())) as ChallengeError
  const error = await failure(respondToChallenge(createAppClient(config), challenge, { code: 'seeded-answer' }))
  expect(shown(error)).not.toContain('seeded-answer')
})
