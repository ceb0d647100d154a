import { type Cognito, type CognitoOptions, type DeviceStorage, TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { hear } from './support/events.js'
import { startTracking } from './support/tracking.js'
import { isHonoured } from './support/wire.js'
import { ALICE, failure, gate, startWorld, until } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN

/** The caller's own code, which never ends. */
function endless() {
  let asked = 0
  const ask = () => {
    asked++
    return new Promise<never>(() => {})
  }
  return { ask, isAsked: () => until(() => asked > 0), asked: () => asked }
}

const storage = (own: Partial<DeviceStorage>): DeviceStorage => ({ load() {}, save() {}, forget() {}, ...own }) as never

describe('logout while the caller’s own code is asked', () => {
  test('R14 a prompt for a password does not keep the session alive', async () => {
    const { local, cognito } = await startWorld()
    const alice = cognito()
    await alice.authenticate()
    const refreshToken = alice.refreshToken as string
    const prompt = endless()
    const authenticating = failure(alice.authenticate({ password: prompt.ask }))
    await prompt.isAsked()
    await alice.logout()
    expect(await isHonoured(local, refreshToken)).toBe(false)
    expect((await authenticating).message).toContain('logout()')
  })

  test('R14 nor does it keep one everywhere from being told, for which the session is renewed', async () => {
    const { local, clock, cognito } = await startWorld()
    const alice = cognito()
    await alice.authenticate()
    clock.advance({ seconds: 3_601 })
    const prompt = endless()
    const authenticating = failure(alice.authenticate({ password: prompt.ask }))
    await prompt.isAsked()
    await alice.logout({ everywhere: true })
    expect(local.counts.all()).toMatchObject({ GetTokensFromRefreshToken: 1, GlobalSignOut: 1, InitiateAuth: 1 })
    await authenticating
  })

  test('R14 nor does a device that is being loaded', async () => {
    const { cognito } = await startWorld()
    const { ask, isAsked } = endless()
    const alice = cognito({ device: storage({ load: ask }) })
    const waiting = failure(alice.token(ACCESS))
    await isAsked()
    await alice.logout()
    expect(await waiting).toMatchObject({ code: 'ERR_POOLPASS_SIGNED_OUT' })
  })

  test('R14 the session is revoked before what is under way has ended', async () => {
    const { local, cognito } = await startWorld()
    const alice = cognito()
    await alice.authenticate()
    const refreshToken = alice.refreshToken as string
    const held = gate()
    local.failNext({ operation: 'InitiateAuth', until: held.promise })
    const authenticating = failure(alice.authenticate())
    await until(() => local.counts.of('InitiateAuth') === 2)
    const logout = alice.logout()
    await until(() => local.counts.of('RevokeToken') === 1)
    expect(await isHonoured(local, refreshToken)).toBe(false)
    held.open()
    await Promise.all([logout, authenticating])
  })
})

describe('close()', () => {
  test.each<[string, (ask: () => Promise<never>) => Partial<CognitoOptions>]>([
    ['a password', ask => ({ password: ask })],
    ['a handler', ask => ({ challenges: { smsMfa: ask } })],
    ['a device', ask => ({ device: storage({ load: ask }) })],
  ])('R13 does not wait for %s that is being asked for', async (_, own) => {
    const { cognito } = await startTracking()
    const { ask, isAsked, asked } = endless()
    const alice = cognito(own(ask))
    const waiting = failure(alice.token(ACCESS))
    await isAsked()
    await alice.close()
    expect(await waiting).toMatchObject({ name: 'NotSignedInError', message: expect.stringContaining('close()') })
    expect([asked(), alice.explain().state]).toEqual([1, 'not-signed-in'])
  })

  test('R13 asks nobody any more', async () => {
    const { local, cognito } = await startTracking()
    let asked = 0
    const alice = cognito({ challenges: { smsMfa: () => void asked++ } })
    const held = gate()
    local.failNext({ operation: 'InitiateAuth', until: held.promise })
    const waiting = failure(alice.token(ACCESS))
    await until(() => local.counts.of('InitiateAuth') === 1)
    const closing = alice.close()
    held.open()
    await closing
    expect((await waiting).message).toContain('close()')
    expect(asked).toBe(0)
  })
})

describe('a device’s keeper that never answers', () => {
  const requests = async (alice: Cognito) => {
    for (let i = 0; i < 5; i++) await alice.token(ACCESS)
  }

  test.each(['load', 'save'] as const)('R12 holds requests up for a while only: %s', async operation => {
    const { local, cognito, settle } = await startTracking()
    const alice = cognito({ device: storage({ [operation]: endless().ask }) })
    const heard = hear(alice)
    await settle(requests(alice), { stepSeconds: 1 })
    const failed = heard.find(({ event }) => event === 'deviceFailed')?.payload
    expect(failed).toMatchObject({ operation, error: { code: 'ERR_POOLPASS_CALLBACK' } })
    expect([local.inbox.length, local.counts.of('InitiateAuth')]).toEqual([1, 1])
  })

  test('R12 holds requests up for a while only: forget', async () => {
    const { local, cognito, settle } = await startTracking()
    const first = cognito()
    await first.authenticate()
    const { device } = first.exportState().toJSON()
    await first.forgetDevice()
    const alice = cognito({ device: storage({ load: () => device, forget: endless().ask }) })
    const heard = hear(alice)
    await settle(requests(alice), { stepSeconds: 1 })
    expect(heard[0]).toMatchObject({ event: 'deviceFailed', payload: { operation: 'forget' } })
    expect(local.inbox).toHaveLength(2)
  })

  test('R13 a device may take its time to be loaded: it may ask somebody', async () => {
    const { clock, local, cognito } = await startTracking()
    const first = cognito()
    await first.authenticate()
    const { device } = first.exportState().toJSON()
    const answer = gate()
    let asked = 0
    const load = async () => {
      asked++
      await answer.promise
      return device
    }
    const alice = cognito({ ...ALICE, device: storage({ load }) })
    const waiting = alice.token(ACCESS)
    await until(() => asked === 1)
    clock.advance({ seconds: 25 })
    answer.open()
    await waiting
    expect(local.inbox).toHaveLength(1)
  })
})
