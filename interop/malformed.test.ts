/** What no client sends, sent to the local pool: it must be refused by name, and never give a session or tokens. */

import type { LocalCognito } from '@poolpass/local'
import { clientEphemeralKey, formatTimestamp, passwordProof } from 'poolpass/srp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { malformed, malformedNumbers, randomMalformed, unsafeNumbers } from '../packages/poolpass/test/srp/malformed.js'
import { alice, startPool } from './support/pool.js'

const COUNT = 500

/** The refusals that a client may get for a value of its own making. */
const REFUSALS = ['InvalidParameterException', 'NotAuthorizedException', 'SerializationException']

let pool: LocalCognito

beforeAll(async () => {
  pool = await startPool()
})

afterAll(() => pool.close())

interface Answer {
  readonly status: number
  readonly body: Record<string, unknown> & { readonly ChallengeParameters?: Record<string, string> }
}

async function send(operation: string, input: object): Promise<Answer> {
  const response = await fetch(pool.endpoint, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify(input),
  })
  return { status: response.status, body: (await response.json()) as Answer['body'] }
}

const initiate = (SRP_A: unknown) =>
  send('InitiateAuth', {
    ClientId: pool.clientId,
    AuthFlow: 'USER_SRP_AUTH',
    AuthParameters: { USERNAME: alice.username, SRP_A },
  })

const respond = (ChallengeResponses: object) =>
  send('RespondToAuthChallenge', { ClientId: pool.clientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses })

function describeValue(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 60)}… (${text.length})` : text
}

function expectRefusal({ status, body }: Answer, name: string): void {
  expect(body, name).toEqual({ __type: expect.any(String), message: expect.any(String) })
  expect(REFUSALS, name).toContain(body.__type)
  expect(status, name).toBe(400)
}

/** Whether a request can carry the value as what it is, and not as a string that it turns into. */
function onTheWire(value: unknown): boolean {
  try {
    const [sent] = JSON.parse(JSON.stringify([value])) as unknown[]
    return typeof value === typeof sent
  } catch {
    return false
  }
}

test(`${COUNT} malformed values of SRP_A get no challenge`, async () => {
  const values = malformed('SRP_A', COUNT + 50)
    .filter(onTheWire)
    .slice(0, COUNT)
  expect(values).toHaveLength(COUNT)
  for (const value of values) expectRefusal(await initiate(value), `SRP_A = ${describeValue(value)}`)
  expectRefusal(await send('InitiateAuth', { ClientId: pool.clientId, AuthFlow: 'USER_SRP_AUTH' }), 'no parameters')
})

describe('an answer to PASSWORD_VERIFIER', () => {
  const identity = { group: '', id: alice.username }
  const key = clientEphemeralKey()
  let responses: Record<string, string>

  beforeEach(async () => {
    identity.group = pool.userPoolId.split('_')[1] ?? ''
    const { body } = await initiate(key.publicKey.toString(16))
    const { SRP_B = '', SALT = '', SECRET_BLOCK = '' } = body.ChallengeParameters ?? {}
    const timestamp = formatTimestamp(Date.now())
    const proof = { identity, password: alice.password, ephemeralKey: key, serverPublicKey: SRP_B, salt: SALT }
    responses = {
      USERNAME: alice.username,
      PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
      PASSWORD_CLAIM_SIGNATURE: await passwordProof({ ...proof, secretBlock: SECRET_BLOCK, timestamp }),
      TIMESTAMP: timestamp,
    }
  })

  test('gives tokens when nothing is changed', async () => {
    expect(await respond(responses)).toMatchObject({
      status: 200,
      body: { AuthenticationResult: { AccessToken: expect.any(String), IdToken: expect.any(String) } },
    })
  })

  /** The good answer goes after every bad one: what was refused is what differs, and nobody is locked out. */
  async function expectOnlyRefusal(member: string, value: unknown) {
    const name = `${member} = ${describeValue(value)}`
    expectRefusal(await respond({ ...responses, [member]: value }), name)
    expect((await respond(responses)).status, `the good answer after ${name}`).toBe(200)
  }

  const members = ['PASSWORD_CLAIM_SIGNATURE', 'PASSWORD_CLAIM_SECRET_BLOCK', 'TIMESTAMP', 'USERNAME'] as const

  test.each(members)('gives none with a malformed %s', async member => {
    const values = [...malformedNumbers, ...unsafeNumbers, ...randomMalformed(20, member)].filter(onTheWire)
    for (const value of values) await expectOnlyRefusal(member, value)
  })

  test.each(members)('gives none without %s', member => expectOnlyRefusal(member, undefined))

  test.each(['PASSWORD_CLAIM_SIGNATURE', 'PASSWORD_CLAIM_SECRET_BLOCK'])(
    'gives none with a bit of %s turned',
    async member => {
      const bytes = Buffer.from(responses[member] ?? '', 'base64')
      const step = Math.ceil(bytes.length / 64)
      for (let i = 0; i < bytes.length; i += step) {
        const changed = Buffer.from(bytes)
        changed[i]! ^= 1 << (i % 8)
        await expectOnlyRefusal(member, changed.toString('base64'))
      }
    },
  )
})
