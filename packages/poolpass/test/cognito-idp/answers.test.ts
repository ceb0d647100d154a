import { isPoolpassError } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { startScriptedServer } from '../session/support/scripted-server.js'
import { failure } from '../session/support/world.js'
import { startScript } from './support.js'

const initiate = (client: Awaited<ReturnType<typeof startScript>>['client']) =>
  client.call('InitiateAuth', { AuthFlow: 'USER_SRP_AUTH', ClientId: 'c', AuthParameters: { SRP_A: 'secret-a' } })

describe('an answer of the pool that is none', () => {
  test.each([301, 302, 303, 307, 308])('R9 a redirect with status %i is never followed', async status => {
    const elsewhere = await startScriptedServer({ body: '{}' })
    const { client, server } = await startScript([{ status, headers: { location: elsewhere.url } }])
    const error = await failure(initiate(client))
    expect(isPoolpassError(error, 'ERR_POOLPASS_UNAVAILABLE')).toBe(true)
    expect(server.received).toHaveLength(1)
    expect(elsewhere.received).toHaveLength(0)
  })

  test.each([
    ['HTML', '<html><body>captive portal</body></html>'],
    ['cut off', '{"AuthenticationResult":{"AccessToken":"ey'],
    ['an array', '[]'],
    ['a string', '"AccessToken"'],
    ['null', 'null'],
    ['huge', `{"AuthenticationResult":"${'x'.repeat(1_000_000)}"}`],
  ])('R12 200 with a body that is %s is no answer', async (_, body) => {
    const { client } = await startScript([{ body }])
    const error = await failure(initiate(client))
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_UNAVAILABLE', retryable: true })
    expect(error.message).not.toContain(body.slice(0, 20))
  })

  test('R12 200 with an empty body is an empty object', async () => {
    const { client } = await startScript([{ body: '' }])
    expect(await client.call('GlobalSignOut', { AccessToken: 'a' })).toEqual({})
  })

  test('R12 500 with an empty body is no answer', async () => {
    const { client } = await startScript([{ status: 500 }])
    expect(await failure(initiate(client))).toMatchObject({ code: 'ERR_POOLPASS_UNAVAILABLE' })
  })

  test.each([404, 405, 501])('R17 %i without a Cognito error means that the operation is unknown', async status => {
    const { client } = await startScript([{ status, body: '<html>' }])
    expect(await failure(initiate(client))).toMatchObject({
      code: 'ERR_POOLPASS_CONFIGURATION',
      name: 'UnknownOperationException',
      status,
    })
  })

  test('R12 a connection that is refused names the endpoint and nothing that was sent', async () => {
    const { client, server } = await startScript([], { endpoint: 'http://127.0.0.1:1' })
    const error = await failure(initiate(client))
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_UNAVAILABLE', retryable: true })
    expect(error.message).toContain('http://127.0.0.1:1')
    expect(error.message).not.toContain('secret-a')
    expect(server.received).toHaveLength(0)
  })
})
