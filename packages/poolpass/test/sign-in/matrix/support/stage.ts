import type { ClientSettings, LocalUser, PoolSettings } from '@poolpass/local'
import { Cognito, type CognitoOptions } from 'poolpass'
import { TOTP_SECRET } from '../../../session/support/totp.js'
import { ALICE, BOB, startWorld } from '../../../session/support/world.js'
import type { Matrix } from './cells.js'
import { selects } from './document.js'
import { meansOf, wellPrepared } from './means.js'
import { EVERYTHING, ONE_QUESTION, SIGN_IN_FLOWS, secretOf } from './pools.js'
import { tapWire } from './wire-tap.js'

/** What one case is about: a flow, and an app client with a secret or without. */
export interface Case {
  readonly flow: string
  readonly client: string
}

/** A case for each flow and app client that a line of the document is for, by its title. */
export function casesOf({ values }: Matrix, flow: string, client = 'any'): (readonly [string, Case])[] {
  const selected = (dimension: string, selector: string) =>
    (values.get(dimension) ?? []).filter(value => selects(selector, value))
  return selected('flow', flow).flatMap(flow =>
    selected('client', client).map(client => [`${flow}, ${client}`, { flow, client }] as const),
  )
}

interface Setting {
  /** Over Alice, who has a verified address and number and no second factor. */
  readonly alice?: Partial<LocalUser>
  /** Over a pool that offers everything. */
  readonly pool?: PoolSettings
  readonly settings?: ClientSettings
  readonly hasTriggers?: boolean
}

const CONTACTS = {
  email: 'alice@example.com',
  email_verified: 'true',
  phone_number: '+4930901820',
  phone_number_verified: 'true',
}

/** Alice with these second factors. */
export function aliceWith(factors: NonNullable<LocalUser['mfa']>, more: Partial<LocalUser> = {}): Partial<LocalUser> {
  return { mfa: factors, ...(factors.includes('SOFTWARE_TOKEN_MFA') && { softwareToken: TOTP_SECRET }), ...more }
}

/** A pool of its own for one case, with Alice and Bob. */
export async function stage({ flow, client }: Case, { alice = {}, pool, settings, hasTriggers = true }: Setting = {}) {
  const { mfa, ...everything } = EVERYTHING
  const world = await startWorld({
    mfa: mfa ?? {},
    pool: { ...everything, ...pool },
    client: { ExplicitAuthFlows: [...SIGN_IN_FLOWS, 'ALLOW_REFRESH_TOKEN_AUTH'], ...settings },
    ...secretOf(client),
    ...(hasTriggers && { triggers: ONE_QUESTION }),
    users: [{ ...ALICE, attributes: CONTACTS, ...alice }, BOB],
  })
  const { fetch, heard } = tapWire()
  const config = { ...world.config, fetch, ...secretOf(client) }
  const codes = wellPrepared(world)
  const session = ({ challenges, ...more }: Partial<CognitoOptions> = {}, by = flow) => {
    const means = meansOf(by)
    const handlers = { ...codes, ...means.challenges, ...challenges }
    return new Cognito({
      ...config,
      ...means,
      username: ALICE.username,
      ...more,
      challenges: handlers,
    } as CognitoOptions)
  }
  /** A device of Alice's that she is signed in from. */
  const deviceOfAlice = async () => {
    const alice = session({ password: ALICE.password }, 'USER_SRP_AUTH')
    await alice.authenticate()
    const { device } = alice.exportState().toJSON()
    if (device === undefined) throw new Error('the pool gave no device')
    world.clock.advance({ seconds: 31 })
    heard.length = 0
    return { alice, device }
  }
  return { ...world, config, codes, heard, session, deviceOfAlice }
}

export type Stage = Awaited<ReturnType<typeof stage>>
