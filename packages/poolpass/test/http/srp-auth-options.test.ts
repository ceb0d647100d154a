import { Cognito, SrpAuth, TokenType, UserPool } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { fetchClients as clients } from './clients/fetch.js'
import { ALICE, type Context, withContext } from './context.js'

const fetchClient = clients[0]!
const withPool = (run: (context: Context) => Promise<void>) => () => withContext(fetchClient, {}, run)

/** Makes an SrpAuth of options that must be refused, naming `option`. */
function expectRefused(options: unknown, option: string) {
  let error: unknown
  try {
    new SrpAuth(options as ConstructorParameters<typeof SrpAuth>[0])
  } catch (thrown) {
    error = thrown
  }
  expect(error).toBeInstanceOf(TypeError)
  expect(error).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION', option })
  expect((error as Error).message).toContain(`\`${option}\``)
  return error as Error
}

const CONNECTION = { userPoolId: 'us-east-1_example123', clientId: 'abc123' }
const MODE_1 = { ...CONNECTION, username: 'alice', password: 'Never-Shown-1' }
const mode2 = (more: object = {}) => ({ cognito: new Cognito(MODE_1), ...more })

describe('R8 options that no request could be sent with', () => {
  test.each([
    ['httpHeader', ''],
    ['httpHeader', 'X Api Key'],
    ['httpHeader', 'X-Api-Key:'],
    ['httpHeader', 'Schlüssel'],
    ['httpHeader', 'A\r\nB'],
    ['httpHeader', null],
    ['httpHeaderPrefix', 'Bearer\n'],
    ['httpHeaderPrefix', 'Zugang für '],
    ['httpHeaderPrefix', '\u0000'],
    ['httpHeaderPrefix', 7],
    ['authTokenType', 'refresh_token'],
    ['authTokenType', 'ACCESS_TOKEN'],
    ['authTokenType', null],
    ['retryUnauthorized', 'yes'],
    ['retryUnauthorized', 1],
  ])('R8 %s: %j', (option, value) => {
    expectRefused({ ...MODE_1, [option]: value }, option)
    expectRefused(mode2({ [option]: value }), option)
  })
})

describe('R9 origins that are none', () => {
  test.each([
    'https://api.example.com',
    ['https://api.example.com/path'],
    ['https://api.example.com?x=1'],
    ['https://api.example.com/#x'],
    ['https://user@api.example.com'],
    ['https://*.example.com:*'],
    ['ftp://api.example.com'],
    ['api.example.com'],
    ['*'],
    [''],
    [null],
    [7],
    [new URL('https://api.example.com')],
    {},
    null,
  ])('R9 %j', origins => {
    expectRefused({ ...MODE_1, origins }, 'origins')
    expectRefused(mode2({ origins }), 'origins')
  })

  test.each(['https://api.example.com', 'https://api.example.com/', 'http://intranet:8080', 'http://[::1]:3000'])(
    'R9 but %s is one',
    origin => {
      expect(() => new SrpAuth({ ...MODE_1, origins: [origin] })).not.toThrow()
    },
  )
})

describe('the two modes', () => {
  test('R8 neither mode is an error', () => {
    expectRefused({}, 'cognito')
    expectRefused({ username: 'alice', password: 'x' }, 'cognito')
    expectRefused(undefined, 'options')
    expectRefused(null, 'options')
    expectRefused('us-east-1_example123', 'options')
  })

  test.each([
    ['userPoolId', CONNECTION.userPoolId],
    ['clientId', CONNECTION.clientId],
    ['username', 'alice'],
    ['password', 'x'],
    ['clientSecret', 'x'],
    ['fetch', fetch],
    ['endpoint', 'http://127.0.0.1:9229'],
    ['pool', new UserPool(CONNECTION)],
    ['store', {}],
    ['refreshToken', 'x'],
    ['httpHeadr', 'X-Api-Key'],
  ])('R8 %s beside cognito is an error', (option, value) => {
    expectRefused(mode2({ [option]: value }), option)
  })

  test('R8 both modes at once are an error that names no value', () => {
    const error = expectRefused({ cognito: new Cognito(MODE_1), ...MODE_1 }, 'userPoolId')
    // @ts-expect-error The types refuse it as well.
    expect(() => new SrpAuth({ cognito: new Cognito(MODE_1), ...MODE_1 })).toThrow(error.message)
    expect(error.message).not.toContain('Never-Shown-1')
  })

  test('R8 options that are undefined count as absent', () => {
    const { cognito } = mode2()
    expect(new SrpAuth({ cognito, password: undefined, fetch: undefined } as never).cognito).toBe(cognito)
  })

  test.each([{}, null, 'session', new UserPool(CONNECTION)])('R8 a cognito that is none: %s', cognito => {
    expectRefused({ cognito }, 'cognito')
  })

  test.each([
    ['userPoolId', 'example123'],
    ['userPoolId', 7],
    ['clientId', ''],
    ['username', ''],
    ['password', 7],
    ['fetch', 'fetch'],
    ['endpoint', 'not a URL'],
  ])('R8 the session’s own options are checked at once: %s', (option, value) => {
    expectRefused({ ...MODE_1, [option]: value }, option)
  })

  test('R8 wrapFetch wants a function', () => {
    const auth = new SrpAuth(MODE_1)
    expect(() => auth.wrapFetch(undefined as never)).toThrow(
      expect.objectContaining({ code: 'ERR_POOLPASS_INVALID_OPTION', option: 'base' }),
    )
  })

  test(
    'R2 constructing sends nothing, in either mode',
    withPool(async ({ auth, connection, local, api }) => {
      auth()
      new SrpAuth({ cognito: new Cognito({ ...connection(), ...ALICE }), authTokenType: TokenType.ID_TOKEN })
      await (await fetch(`${api.origin}/open`)).text()
      expect(local.counts.all()).toEqual({})
    }),
  )
})
