import { Cognito, UserPool } from 'poolpass'
import { createAppClient } from 'poolpass/sign-in'
import { describe, expect, test } from 'vitest'
import { regionIssuers } from '../../src/cognito-idp/index.js'
import { thrown } from '../session/support/world.js'

const clientId = 'exampleclient'
const endpointOf = (region: string, fips = false) =>
  createAppClient({ userPoolId: `${region}_AbCdEfGhI`, clientId, fips }).endpoint

describe('endpoints', () => {
  test.each([
    ['us-east-1', 'https://cognito-idp.us-east-1.amazonaws.com'],
    ['eu-central-2', 'https://cognito-idp.eu-central-2.amazonaws.com'],
    ['us-gov-west-1', 'https://cognito-idp.us-gov-west-1.amazonaws.com'],
    ['cn-north-1', 'https://cognito-idp.cn-north-1.amazonaws.com.cn'],
    ['us-iso-east-1', 'https://cognito-idp.us-iso-east-1.c2s.ic.gov'],
    ['us-isob-east-1', 'https://cognito-idp.us-isob-east-1.sc2s.sgov.gov'],
  ])('R9 %s is reached at %s', (region, endpoint) => {
    expect(endpointOf(region)).toBe(endpoint)
  })

  test.each(['us-east-2', 'us-gov-east-1'])('R9 FIPS in %s', region => {
    expect(endpointOf(region, true)).toBe(`https://cognito-idp-fips.${region}.amazonaws.com`)
  })

  test('R9 userPoolRegion overrides the id’s', () => {
    const pool = new UserPool({ userPoolId: 'us-east-1_AbCdEfGhI', clientId, userPoolRegion: 'eu-west-1' })
    expect(pool.endpoint).toBe('https://cognito-idp.eu-west-1.amazonaws.com')
    expect(pool.userPoolRegion).toBe('eu-west-1')
  })

  test('R9 an endpoint of the caller’s overrides the region’s, without its trailing slashes', () => {
    const pool = new UserPool({ userPoolId: 'us-east-1_AbCdEfGhI', clientId, endpoint: 'http://127.0.0.1:9229//' })
    expect(pool.endpoint).toBe('http://127.0.0.1:9229')
    expect(pool.issuer).toBe('http://127.0.0.1:9229/us-east-1_AbCdEfGhI')
  })

  test('R18 both issuer forms, in every partition', () => {
    expect(regionIssuers('eu-west-1', 'eu-west-1_AbC')).toEqual([
      'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC',
      'https://issuer-cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC',
    ])
    expect(regionIssuers('cn-north-1', 'cn-north-1_AbC')[0]).toBe(
      'https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_AbC',
    )
  })

  test('R18 FIPS is a matter of the endpoint, not of the issuer', () => {
    const pool = new UserPool({ userPoolId: 'us-east-1_AbC', clientId, fips: true })
    expect(pool.issuer).toBe('https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbC')
  })
})

describe('options of a pool', () => {
  const valid = { userPoolId: 'us-east-1_AbCdEfGhI', clientId }
  test.each<[string, object]>([
    ...['', 'us-east-1', '_AbC', 'us-east-1_', 'us-east-1_Ab-C', 'us east_AbC', 'us-east-1_AbC\n', 7, null].map(
      (userPoolId): [string, object] => ['userPoolId', { userPoolId }],
    ),
    ...['', 'a b', 'x'.repeat(129), 5, undefined].map((clientId): [string, object] => ['clientId', { clientId }]),
    ['userPoolRegion', { userPoolRegion: 'evil.example/' }],
    ['userPoolRegion', { userPoolRegion: 'US EAST' }],
    ...['localhost:9229', 'ftp://127.0.0.1', '', 9].map((endpoint): [string, object] => ['endpoint', { endpoint }]),
    ['issuer', { issuer: 'not a URL' }],
    ['clientSecret', { clientSecret: '' }],
    ['clientSecret', { clientSecret: 5 }],
    ['fetch', { fetch: 'fetch' }],
    ...[0, -1, Number.NaN, 3_601, '5'].flatMap((seconds): [string, object][] => [
      ['attemptTimeoutSeconds', { attemptTimeoutSeconds: seconds }],
      ['deadlineSeconds', { deadlineSeconds: seconds }],
    ]),
    ['verifyTokens', { verifyTokens: 'never' }],
    ['background', { background: true }],
    ['store', { store: { read() {}, write() {} } }],
    ['jwks', { jwks: 'not JSON' }],
    ['jwks', { jwks: { keys: 'none' } }],
    ['jwks', { jwks: { keys: [null] } }],
  ])('R15 %s is named when it is wrong: %j', (option, wrong) => {
    const error = thrown(() => new UserPool({ ...valid, ...wrong } as never))
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION', option })
    expect(error instanceof TypeError || error instanceof RangeError).toBe(true)
    expect(error.message).toContain(`\`${option}\``)
  })

  test('R15 a wrong value is not quoted: it may be a secret', () => {
    const password = { isSecret: 'Correct-Horse-9' } as never
    const error = thrown(() => new Cognito({ ...valid, username: 'alice', password }))
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION', option: 'password' })
    expect(error.message).not.toContain('Horse')
  })

  test.each([undefined, null, 'us-east-1_AbC'])('R15 no options at all: %s', options => {
    expect(thrown(() => new UserPool(options as never))).toMatchObject({ code: 'ERR_POOLPASS_INVALID_OPTION' })
  })

  test('R15 ids as the service makes them are accepted', () => {
    for (const userPoolId of ['us-east-1_AbCdEfGhI', 'ap-southeast-3_0123456789', 'local_1', 'us-gov-west-1_x']) {
      expect(new UserPool({ userPoolId, clientId: '1example23456789' }).userPoolId).toBe(userPoolId)
    }
  })
})
