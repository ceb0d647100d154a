import type { LocalUser, PoolSettings } from '@poolpass/local'
import type { Challenge, Cognito, CognitoOptions, CognitoUser } from 'poolpass'
import { CognitoAdmin } from 'poolpass/admin'
import { onTestFinished } from 'vitest'
import { type AdminWorld, countedHandler, credentials, startAdmin } from '../admin/support/admin.js'
import { withFactors } from '../session/support/factors.js'
import { ALICE, BOB } from '../session/support/world.js'

export interface SceneOptions {
  /** Besides Alice. */
  readonly users?: readonly LocalUser[]
  readonly pool?: PoolSettings
  /** How Alice signs in. */
  readonly alice?: Partial<CognitoOptions>
  /** Nobody is signed in. */
  readonly isQuiet?: boolean
}

/** Every device is remembered, when the user wishes it. */
export const WITH_DEVICES = {
  pool: { DeviceConfiguration: { ChallengeRequiredOnNewDevice: false, DeviceOnlyRememberedOnUserPrompt: true } },
} as const

/** A pool with everything in it that a call may need. */
export interface Scene extends AdminWorld {
  /** Signed in. */
  readonly alice: Cognito
  /** For an app client with a secret, without knowing it. */
  readonly withoutSecret: Cognito
  /** On the fake clock, so that time goes on whenever nobody waits for anything else. */
  readonly patient: CognitoAdmin
  /** Whose requests are not signed. */
  readonly unsigned: CognitoAdmin
  /** Who has no IAM credentials. */
  readonly nobody: CognitoAdmin
  /** Another session, in which nobody is signed in yet. */
  session(options?: Partial<CognitoOptions>): Cognito
  /** What was sent to somebody last. */
  code(): string
  /** What `arrange` keeps for the call. */
  readonly kept: Kept
}

interface Kept {
  cognito?: Cognito
  challenge?: Challenge
  user?: CognitoUser
  secret?: string
  text?: string
}

const CONTACTS = {
  email: 'alice@example.com',
  email_verified: 'true',
  phone_number: '+4930901820',
  phone_number_verified: 'true',
}

const FLOWS = ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'USER_AUTH', 'ADMIN_USER_PASSWORD_AUTH'] as const
const ExplicitAuthFlows = FLOWS.map(flow => `ALLOW_${flow}` as const)
export const SECRET_CLIENT = { clientId: 'poolpasslocalclient0000002', clientSecret: 'aSecretOfThisTest0123456789abcd' }

export async function startScene({ users = [], pool, alice, isQuiet = false }: SceneOptions = {}): Promise<Scene> {
  const { mfa, pool: withMfa } = withFactors([])
  const world = await startAdmin(
    {
      pools: [
        {
          userPoolId: 'us-east-1_LocalPool',
          AutoVerifiedAttributes: ['email'],
          Schema: [{ Name: 'team' }],
          ...withMfa,
          ...(mfa && { mfa }),
          ...pool,
          clients: [
            { clientId: 'poolpasslocalclient0000001', ExplicitAuthFlows },
            { ...SECRET_CLIENT, ExplicitAuthFlows },
          ],
          users: [{ ...ALICE, attributes: CONTACTS }, BOB, ...users],
          groups: [{ name: 'staff', description: 'Who works here', precedence: 3 }],
        },
      ],
    },
    {},
  )
  const { local, clock } = world
  const session = (options: Partial<CognitoOptions> = {}) =>
    world.cognito({ authFlow: 'USER_PASSWORD_AUTH', ...options })
  const signedIn = session(alice)
  if (!isQuiet) await signedIn.authenticate()
  const { userPoolId, clientId, endpoint } = local
  const adminOf = (client: object) => {
    const admin = new CognitoAdmin({ userPoolId, clientId, clock, client: { endpoint, maxAttempts: 1, ...client } })
    onTestFinished(() => admin.close())
    return admin
  }
  const noCredentials = async () => {
    throw new Error('Could not load credentials from any providers')
  }
  return {
    ...world,
    get inFlight() {
      return world.inFlight
    },
    alice: signedIn,
    withoutSecret: session({ clientId: SECRET_CLIENT.clientId }),
    patient: adminOf({ credentials, requestHandler: countedHandler(world.config.fetch as typeof fetch) }),
    unsigned: adminOf({ credentials, signer: { sign: async (request: object) => request } }),
    nobody: adminOf({ credentials: noCredentials }),
    session,
    code: () => local.inbox.at(-1)?.code ?? '',
    kept: {},
  }
}
