import { type Cognito, isPoolpassError } from 'poolpass'
import { ChallengeError, createAppClient, renew } from 'poolpass/sign-in'
import type { Cell, Outcome } from './cells.js'
import type { Visit, Visitors } from './visitors.js'
import { type Exchange, isOfSignIn, refusalOf, storyOf } from './wire-tap.js'

/** Signs in as a cell says, renews, and tells in the document's words what happened. */
export async function run(visitors: Visitors, cell: Cell): Promise<Outcome> {
  const visit = await visitors.visit(cell)
  const { cognito, heard } = visit
  const isSignedIn = await succeeds(cognito.authenticate())
  const hashes = heard.filter(isOfSignIn).map(hashIn)
  const begun = { challenges: storyOf(heard), SECRET_HASH: inAll(hashes, 'request') }
  if (!isSignedIn) return begun

  const before = tokensOf(cognito)
  await cognito.renewAccessToken()
  const renewals = heard.filter(({ operation }) => operation === 'GetTokensFromRefreshToken')
  const secrets = renewals.map(({ input }) => input.ClientSecret)
  return {
    ...begun,
    ClientSecret: inAll(secrets, 'renewal'),
    'tokens name': nameIn(visit),
    'new device': newDeviceIn(heard),
    "access token's device": deviceOfToken(visit),
    renewal: agreed(renewals.map(renewedBy).join(', then '), newIn(before, tokensOf(cognito))),
    'the refresh token before': await renewedAgain(visit, before.refreshToken),
  }
}

/** @throws what is neither success nor a challenge that nobody answers. */
async function succeeds(signIn: Promise<void>): Promise<boolean> {
  try {
    await signIn
    return true
  } catch (error) {
    if (error instanceof ChallengeError) return false
    throw error
  }
}

const hashIn = ({ input }: Exchange) => (input.AuthParameters ?? input.ChallengeResponses).SECRET_HASH

function inAll(values: readonly unknown[], where: string): string {
  if (values.every(value => value !== undefined)) return `in every ${where}`
  return values.every(value => value === undefined) ? `in no ${where}` : `in some ${where}s`
}

function nameIn({ cognito, person }: Visit): string {
  const { username, accessClaims, idClaims } = cognito
  const names = [...new Set([username, accessClaims?.username, idClaims?.['cognito:username']])]
  return names.every(name => name === person.username) ? 'the username' : names.join(', ')
}

function newDeviceIn(heard: readonly Exchange[]): string {
  const given = heard.flatMap(({ output }) => output.AuthenticationResult?.NewDeviceMetadata?.DeviceKey ?? [])
  const confirmed = heard.filter(it => it.operation === 'ConfirmDevice' && refusalOf(it) === undefined)
  const keys = confirmed.map(({ input }) => input.DeviceKey)
  if (given.length + keys.length === 0) return '–'
  return given.length === 1 && keys.join() === given.join()
    ? 'given and confirmed'
    : `given ${given}, confirmed ${keys}`
}

function deviceOfToken({ cognito, device }: Visit): string {
  const key = cognito.accessClaims?.device_key
  if (key === undefined) return '–'
  if (key === device?.deviceKey) return 'the remembered one'
  return key === cognito.exportState().toJSON().device?.deviceKey ? 'the new one' : 'another'
}

const tokensOf = ({ accessToken = '', idToken = '', refreshToken = '' }: Cognito) => ({
  accessToken,
  idToken,
  refreshToken,
})
type Tokens = ReturnType<typeof tokensOf>

/** What the session holds that it did not hold before. */
function newIn(before: Tokens, after: Tokens): string {
  if (before.accessToken === after.accessToken || before.idToken === after.idToken) return 'nothing'
  return before.refreshToken === after.refreshToken ? 'new tokens' : 'new tokens, new refresh token'
}

const agreed = (said: string, held: string) => (said === held ? said : `${said}; the session has ${held}`)

/** What came of one renewal. */
export function renewedBy(renewal: Exchange): string {
  const { AccessToken, IdToken, RefreshToken } = renewal.output.AuthenticationResult ?? {}
  if (!AccessToken || !IdToken) return refusalOf(renewal) ?? 'nothing'
  return RefreshToken ? 'new tokens, new refresh token' : 'new tokens'
}

async function renewedAgain({ cognito, config, person }: Visit, refreshToken: string): Promise<string> {
  const deviceKey = cognito.exportState().toJSON().device?.deviceKey
  try {
    await renew(createAppClient(config), { refreshToken, deviceKey, username: person.username })
    return 'new tokens'
  } catch (error) {
    if (isPoolpassError(error)) return error.name
    throw error
  }
}
