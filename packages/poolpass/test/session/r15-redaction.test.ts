import { inspect } from 'node:util'
import type { LocalCognitoOptions } from '@poolpass/local'
import { type ChallengeError, Cognito, MemoryTokenStore, SrpAuth, TokenType, UserPool } from 'poolpass'
import { AwsSrp } from 'poolpass/sign-in'
import { staticAuth } from 'poolpass/testing'
import { describe, expect, test } from 'vitest'
import { hear } from './support/events.js'
import { challengeNext } from './support/wire.js'
import { failure, startWorld, type World } from './support/world.js'

const SECRETS = {
  password: 'Seeded-Password-1xq',
  newPassword: 'Seeded-New-Password-2xq',
  clientSecret: 'SeededClientSecret3xqSeededClientSecret',
  session: 'AYABe-seeded-session-4xq',
}
const USER = { username: 'alice', password: SECRETS.password }
const ACCESS = TokenType.ACCESS_TOKEN

/** Everything that printing, logging and serialising can show of a value, hidden and inherited parts too. */
function shownBy(value: unknown): string {
  const seen = new Set<object>()
  const texts: string[] = []
  const visit = (item: unknown, mayGet: boolean) => {
    texts.push(String(item), inspect(item, { depth: 9, showHidden: true, maxStringLength: null, maxArrayLength: null }))
    texts.push(JSON.stringify(item) ?? '')
    if (typeof item !== 'object' || item === null || seen.has(item)) return
    seen.add(item)
    if (item instanceof Error) {
      texts.push(item.message, item.stack ?? '')
      for (const name of Object.getOwnPropertyNames(item)) {
        if (mayGet && name !== 'challenge') visit(Reflect.get(item, name), mayGet)
      }
    }
  }
  visit(value, true)
  return texts.join('\n')
}

class Watch {
  readonly #secrets = new Map<string, string>(Object.entries(SECRETS))
  readonly values: [string, unknown][] = []

  alsoSecret(name: string, value: string | undefined): void {
    if (value) this.#secrets.set(`${name} ${this.#secrets.size}`, value)
  }

  takeTokens(cognito: Cognito): void {
    this.alsoSecret('access token', cognito.accessToken)
    this.alsoSecret('signature', cognito.accessToken?.split('.')[2])
    this.alsoSecret('ID token', cognito.idToken)
    this.alsoSecret('refresh token', cognito.refreshToken)
  }

  look(name: string, value: unknown): void {
    this.values.push([name, value])
  }

  async lookAtFailure(name: string, work: Promise<unknown>): Promise<Error> {
    const error = await failure(work)
    this.look(name, error)
    return error
  }

  /** Which secret shows where. */
  leaks(): string[] {
    return this.values.flatMap(([name, value]) => {
      const shown = shownBy(value)
      return [...this.#secrets].filter(([, secret]) => shown.includes(secret)).map(([secret]) => `${name}: ${secret}`)
    })
  }
}

async function start(options: LocalCognitoOptions = {}) {
  const { clientSecret } = SECRETS
  const world = await startWorld({ users: [USER], clientSecret, ...options })
  const watch = new Watch()
  const build = (more: object = {}) => new Cognito({ ...world.config, clientSecret, ...USER, ...more })
  return { world, watch, build }
}

const ECHO = `you sent ${Object.values(SECRETS).join(' and ')}`

/** A refusal that quotes everything that came with the request. */
function echoNext({ local }: World, operation: string, error: string, quoted: string): void {
  local.failNext({ operation, error, message: `Value ${quoted} is not what it should be` })
}

describe('nothing that poolpass shows holds a secret', () => {
  test('R15 errors of sign-ins', async () => {
    const { world, watch, build } = await start()
    await watch.lookAtFailure('wrong password', build({ password: `${SECRETS.password}!` }).authenticate())
    await watch.lookAtFailure('secret mismatch', build({ clientSecret: `${SECRETS.clientSecret}x` }).authenticate())
    await watch.lookAtFailure('unknown user', build({ username: 'nobody' }).authenticate())
    challengeNext(world.local, 'SMS_MFA', { CODE_DELIVERY_DESTINATION: '+*1' }, 'InitiateAuth', SECRETS.session)
    const session = build()
    watch.look('challenge', await watch.lookAtFailure('challenge error', session.token(ACCESS)))
    await watch.lookAtFailure('sticky challenge error', session.token(ACCESS))
    watch.look('session at a challenge', session)
    watch.look('its explanation', session.explain())
    world.local.failNext({ operation: 'InitiateAuth', body: '{"AuthenticationResult":{"AccessToken":"x"}}' })
    await watch.lookAtFailure('no tokens', build().authenticate())
    world.local.failNext({ operation: 'InitiateAuth', times: 99, body: `<html>${ECHO}` })
    await watch.lookAtFailure('no JSON', world.settle(build({ deadlineSeconds: 1 }).authenticate(), { stepSeconds: 2 }))
    await watch.lookAtFailure('not signed in', build({ password: undefined }).token(ACCESS))
    expect(watch.values.length).toBeGreaterThan(8)
    expect(watch.leaks()).toEqual([])
  })

  test('R15 errors of a connection that was lost', async () => {
    const { world, watch, build } = await start()
    world.local.failNext({ operation: 'InitiateAuth', times: 99, dropConnection: 'after' })
    await watch.lookAtFailure('lost', world.settle(build({ deadlineSeconds: 1 }).authenticate(), { stepSeconds: 2 }))
    expect(watch.leaks()).toEqual([])
  })

  test('R15 errors of a new password, with a service that quotes what it got', async () => {
    const { world, watch, build } = await start({ users: [{ ...USER, temporaryPassword: true }] })
    const session = build()
    const { challenge } = (await watch.lookAtFailure('challenge', session.authenticate())) as ChallengeError
    watch.alsoSecret('challenge session', challenge.toJSON().session)
    const { newPassword } = SECRETS
    for (const error of ['InvalidPasswordException', 'InvalidParameterException', 'CodeMismatchException']) {
      echoNext(world, 'RespondToAuthChallenge', error, `${newPassword} with ${challenge.toJSON().session}`)
      await watch.lookAtFailure(error, session.respond(challenge, { newPassword }))
      watch.look(`explained after ${error}`, session.explain())
    }
    await session.respond(challenge, { newPassword })
    watch.takeTokens(session)
    await watch.lookAtFailure('answered twice', session.respond(challenge, { newPassword }))
    expect(watch.leaks()).toEqual([])
  })

  test('R15 errors of a session', async () => {
    const { world, watch, build } = await start()
    const session = build()
    const heard = hear(session)
    await session.authenticate()
    watch.takeTokens(session)
    const refreshToken = session.refreshToken as string
    for (const error of ['NotAuthorizedException', 'InvalidParameterException', 'SomeException']) {
      echoNext(world, 'GetTokensFromRefreshToken', error, `${refreshToken} of ${SECRETS.clientSecret}`)
      const broken = build({ password: undefined, refreshToken, accessToken: session.accessToken })
      await watch.lookAtFailure(`renewal ${error}`, broken.renewAccessToken())
      await broken.renewAccessToken().then(undefined, later => watch.look('later', later))
      watch.look(`explained after ${error}`, broken.explain())
    }
    await watch.lookAtFailure('bad token', session.verifyToken(`${session.accessToken}x`, { tokenUse: 'access' }))
    await watch.lookAtFailure('no JWT', session.verifyToken(refreshToken, { tokenUse: 'access' }))
    const auth = new SrpAuth({ cognito: session })
    await watch.lookAtFailure('origin', auth.fetch('http://example.com/'))
    echoNext(world, 'RevokeToken', 'UnauthorizedException', `${refreshToken} of ${SECRETS.clientSecret}`)
    await watch.lookAtFailure('logout', session.logout())
    await watch.lookAtFailure('signed out', auth.fetch('https://example.com/'))
    expect(heard.length).toBeGreaterThan(1)
    for (const event of heard) watch.look(`event ${event.event}`, event)
    expect(watch.leaks()).toEqual([])
  })

  test('R15 objects', async () => {
    const { world, watch, build } = await start()
    const { clientSecret } = SECRETS
    const store = new MemoryTokenStore({ nowMs: () => world.clock.wallMs() })
    const session = build({ store })
    await session.authenticate()
    watch.takeTokens(session)
    const auth = new SrpAuth({ cognito: session })
    const restored = Cognito.restore(session.exportState(), { clientSecret, clock: world.clock })
    watch.look('UserPool', new UserPool({ ...world.config, clientSecret }))
    watch.look('Cognito', session)
    watch.look('restored Cognito', restored)
    watch.look('SrpAuth', auth)
    watch.look('SrpAuth of its own', new SrpAuth({ ...world.config, clientSecret, ...USER }))
    watch.look('MemoryTokenStore', store)
    watch.look('explain()', session.explain())
    watch.look('staticAuth', staticAuth(session.accessToken as string))
    expect(watch.leaks()).toEqual([])
  })

  test('R15 a handed-over state prints without its tokens; only its JSON holds them', async () => {
    const { watch, build } = await start()
    const session = build()
    await session.authenticate()
    watch.takeTokens(session)
    const state = session.exportState()
    const { accessToken, refreshToken } = session
    expect(inspect(state, { depth: 9, showHidden: true })).not.toContain(accessToken)
    expect(`${state}`).toBe('[object Object]')
    expect(JSON.parse(JSON.stringify(state)).tokens).toMatchObject({ accessToken, refreshToken })
    expect(JSON.stringify(state)).not.toContain(SECRETS.password)
    expect(JSON.stringify(state)).not.toContain(SECRETS.clientSecret)
  })

  test('R15 results print without their secrets, which only code and JSON find', async () => {
    const mfa = { SoftwareTokenMfaConfiguration: { Enabled: true } }
    const { world, build } = await start({ pool: { MfaConfiguration: 'OPTIONAL' }, mfa })
    const printed = (value: unknown) => inspect(value, { depth: 9, showHidden: true, getters: true })
    const session = build()
    await session.authenticate()
    const setup = await session.associateSoftwareToken()
    expect(printed(setup)).not.toContain(setup.secret)
    expect(JSON.parse(JSON.stringify(setup))).toEqual(setup)
    const byAwsSrp = await new AwsSrp({ ...world.config, ...SECRETS, ...USER }).authenticateUser()
    for (const token of [byAwsSrp.tokens.accessToken, byAwsSrp.tokens.idToken, byAwsSrp.tokens.refreshToken])
      expect(printed(byAwsSrp)).not.toContain(token)
    expect(printed(byAwsSrp)).toContain("username: 'alice'")
    expect({ ...byAwsSrp }).toEqual(JSON.parse(JSON.stringify(byAwsSrp)))
  })

  test('R15 the local pool prints without what was sent to it and by it', async () => {
    const { world, watch, build } = await start()
    const session = build()
    await session.authenticate()
    watch.takeTokens(session)
    await session.changePassword({ previousPassword: SECRETS.password, proposedPassword: SECRETS.newPassword })
    expect(JSON.stringify(world.local.requests)).toContain(SECRETS.newPassword)
    watch.look('local pool', world.local)
    watch.look('its user', world.local.user('alice'))
    expect(inspect(world.local)).toContain(world.local.endpoint)
    expect(watch.leaks()).toEqual([])
  })

  test('R15 a challenge prints without its session; only its JSON holds it', async () => {
    const { world, build } = await start()
    challengeNext(world.local, 'SMS_MFA', {}, 'InitiateAuth', SECRETS.session)
    const { challenge } = (await failure(build().authenticate())) as ChallengeError
    expect(inspect(challenge, { depth: 9, showHidden: true, getters: true })).not.toContain(SECRETS.session)
    expect(JSON.stringify(challenge)).toContain(SECRETS.session)
    expect(JSON.stringify(challenge)).not.toContain(SECRETS.password)
  })
})
