import { SmsMfaChallengeError, SoftwareTokenMfaChallengeError } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { withFactors } from '../session/support/factors.js'
import { totp, wrong } from '../session/support/totp.js'
import { sentTo } from '../session/support/wire.js'
import { failure, startWorld } from '../session/support/world.js'

const START = new Date('2026-03-04T05:06:07Z')

async function startSignedIn() {
  const world = await startWorld(withFactors([]), START)
  const alice = world.cognito()
  await alice.authenticate()
  return { ...world, alice }
}

describe('an authenticator app', () => {
  test('is associated, verified, switched on and asked for', async () => {
    const { local, clock, alice, cognito } = await startSignedIn()
    const { secret, otpauthUri } = await alice.associateSoftwareToken()
    expect(secret).toMatch(/^[A-Z2-7]{16,}$/)
    expect(otpauthUri).toBe(`otpauth://totp/${local.userPoolId}:alice?secret=${secret}&issuer=${local.userPoolId}`)
    await alice.verifySoftwareToken(totp(clock.wallMs(), secret), { deviceName: 'telephone' })
    await alice.setUserMfaPreference({ softwareToken: 'preferred' })
    const another = cognito()
    expect(await failure(another.authenticate())).toBeInstanceOf(SoftwareTokenMfaChallengeError)
    clock.advance({ seconds: 30 })
    await another.respondToSoftwareTokenMfaChallenge(totp(clock.wallMs(), secret))
    expect(another.username).toBe('alice')
  })

  test('is not verified by a wrong code', async () => {
    const { clock, alice } = await startSignedIn()
    const { secret } = await alice.associateSoftwareToken()
    const code = wrong(totp(clock.wallMs(), secret))
    const error = await failure(alice.verifySoftwareToken(code))
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_CODE_MISMATCH' })
    expect(error.message).not.toContain(code)
    await alice.verifySoftwareToken(totp(clock.wallMs(), secret))
  })

  test('has a label that survives any name', async () => {
    const { alice } = await startSignedIn()
    const { otpauthUri, secret } = await alice.associateSoftwareToken({ issuer: 'A & B: shop', account: 'al@x?y' })
    const uri = new URL(otpauthUri)
    expect(decodeURIComponent(uri.pathname)).toContain('A & B: shop:al@x?y')
    expect([uri.searchParams.get('issuer'), uri.searchParams.get('secret')]).toEqual(['A & B: shop', secret])
  })
})

describe('setUserMfaPreference()', () => {
  test('switches each factor on and off, and leaves out what it is not told', async () => {
    const { alice, cognito, sent } = await startSignedIn()
    await alice.setUserMfaPreference({ sms: 'preferred', email: true })
    expect(await failure(cognito().authenticate())).toBeInstanceOf(SmsMfaChallengeError)
    await alice.setUserMfaPreference({ sms: false, email: false })
    await cognito().authenticate()
    const [first, second] = sentTo(sent, 'SetUserMFAPreference')
    expect(first).toMatchObject({
      SMSMfaSettings: { Enabled: true, PreferredMfa: true },
      EmailMfaSettings: { Enabled: true, PreferredMfa: false },
    })
    expect(first).not.toHaveProperty('SoftwareTokenMfaSettings')
    expect(second).toMatchObject({ SMSMfaSettings: { Enabled: false, PreferredMfa: false } })
  })

  test.each([
    ['preferences', { sms: 'preferred', softwareToken: 'preferred' }],
    ['email', { email: 'yes' }],
  ])('refuses %s that make no sense: %j', async (option, preferences) => {
    const { alice, sent } = await startSignedIn()
    const before = sent.length
    const error = await failure(alice.setUserMfaPreference(preferences as never))
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION', option })
    expect(sent).toHaveLength(before)
  })
})
