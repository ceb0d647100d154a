import { inspect } from 'node:util'
import { TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { hear } from './support/events.js'
import { ALICE, failure, startWorld } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN
/** Every wait before another attempt is half of its bound: the last one ends before the deadline. */
const random = (length: number) =>
  length === 2 ? Uint8Array.of(128, 0) : crypto.getRandomValues(new Uint8Array(length))
const OPTIONS = { random, password: undefined, deadlineSeconds: 1 }
const SECRETS = { refreshToken: 'the-refresh-token-of-this-test', clientSecret: 'theClientSecretOfThisTest0123456789' }

/** Every way in which an error shows what it holds. */
const shown = (error: Error) =>
  [
    inspect(error, { depth: 12, showHidden: true, maxStringLength: null }),
    JSON.stringify(error),
    String(error.stack),
    String((error.cause as Error | undefined)?.stack),
  ].join('\n')

const wire = (body: unknown) =>
  Object.assign(new Error(`connect failed while sending ${body}`), { code: 'ECONNRESET', body })

describe('an injected fetch whose errors hold the request', () => {
  test.each<[string, (init: RequestInit | undefined) => unknown]>([
    ['in the message', init => new Error(`no match for ${init?.body}`)],
    ['in a property', init => Object.assign(new Error('no match'), { config: init, code: 'ERR_NOCK_NO_MATCH' })],
    ['in a cause', init => new TypeError('fetch failed', { cause: wire(init?.body) })],
    ['in a cause of a cause', init => new TypeError('a', { cause: new Error('b', { cause: wire(init?.body) }) })],
    ['in a thrown object', init => ({ message: `no match for ${init?.body}`, config: init })],
    ['in a thrown string', init => `no match for ${init?.body}`],
    ['in its name', init => Object.assign(new Error('no match'), { name: `NoMatch ${init?.body}` })],
  ])('R15 gives no secret away %s', async (_, make) => {
    const { cognito, settle } = await startWorld()
    const fetch = async (_url: unknown, init?: RequestInit) => {
      throw make(init)
    }
    const { refreshToken, clientSecret } = SECRETS
    const session = cognito({ ...OPTIONS, fetch, refreshToken, clientSecret })
    const heard = hear(session)
    const error = await failure(settle(session.token(ACCESS)))
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_UNAVAILABLE', retryable: true })
    for (const secret of Object.values(SECRETS)) {
      expect(shown(error)).not.toContain(secret)
      expect(inspect(heard, { depth: 12, maxStringLength: null })).not.toContain(secret)
    }
  })

  test('R15 keeps what helps: name, code and messages of the whole chain', async () => {
    const { cognito, settle } = await startWorld()
    const fetch = async (_url: unknown, init?: RequestInit) => {
      throw new TypeError('fetch failed', { cause: wire(init?.body) })
    }
    const session = cognito({ ...OPTIONS, fetch, refreshToken: SECRETS.refreshToken })
    const error = await failure(settle(session.token(ACCESS)))
    expect(shown(error)).toMatch(/TypeError.*fetch failed/)
    expect(shown(error)).toContain('ECONNRESET')
    expect(shown(error)).toContain('connect failed while sending')
  })
})

describe('a value that happens to be a word of the service’s message', () => {
  test.each([{ kind: 'User' }, { state: 'disabled' }, { verb: 'is' }])(
    'R15 %j hides the word and does not change what the refusal means',
    async clientMetadata => {
      const { cognito } = await startWorld({ users: [{ ...ALICE, enabled: false }] })
      const error = await failure(cognito().authenticate({ clientMetadata }))
      expect(error.code).toBe('ERR_POOLPASS_USER_DISABLED')
      expect(error.message).toContain('[redacted]')
    },
  )
})
