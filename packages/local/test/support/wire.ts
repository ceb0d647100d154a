import { createHmac } from 'node:crypto'
import type { LocalCognito } from '@poolpass/local'
import { clientEphemeralKey, formatTimestamp, passwordProof } from 'poolpass/srp'

/** An answer as a client sees it. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into arbitrary answers
  readonly body: any
  /** `__type: message` of a refusal, else ''. */
  readonly error: string
}

type Headers_ = Record<string, string>

export const SIGV4 = { authorization: 'AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/cognito-idp/aws4_request' }

/** Sends one operation over real HTTP, and nothing that the client libraries would add. */
export async function send(local: LocalCognito, operation: string, input: object, headers: Headers_ = {}) {
  const response = await fetch(local.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
      ...headers,
    },
    body: JSON.stringify(input),
  })
  return readAnswer(response)
}

export async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text()
  const body = text === '' ? undefined : JSON.parse(text)
  const error = body?.__type === undefined ? '' : `${body.__type}: ${body.message}`
  return { status: response.status, headers: response.headers, body, error }
}

/** Lets so many requests to an operation come in first, and only then carries any of them out: they overlap. */
export async function allAtOnce<T>(
  local: LocalCognito,
  operation: string,
  requests: (() => Promise<T>)[],
): Promise<T[]> {
  let open = () => {}
  const until = new Promise<void>(resolve => {
    open = resolve
  })
  const before = local.counts.of(operation)
  local.failNext({ operation, times: requests.length, until })
  const answers = Promise.all(requests.map(request => request()))
  while (local.counts.of(operation) < before + requests.length) await new Promise(resolve => setImmediate(resolve))
  open()
  return answers
}

/** The same with AWS credentials of any kind; the pool is the first one unless the input names another. */
export const admin = (local: LocalCognito, operation: string, input: object = {}) =>
  send(local, operation, { UserPoolId: local.userPoolId, ...input }, SIGV4)

export const secretHash = (secret: string, username: string, clientId: string) =>
  createHmac('sha256', secret)
    .update(username + clientId)
    .digest('base64')

export interface SignIn {
  readonly username?: string
  readonly password?: string
  readonly clientId?: string
  /** Added to AuthParameters. */
  readonly start?: Headers_
  /** Replaces or adds challenge responses. */
  readonly answer?: Headers_
  /** Replaces the time that is signed and sent. */
  readonly timestamp?: string
}

export const PASSWORD = 'Correct-Horse-9'

/** InitiateAuth, and what is needed to answer it. */
export async function startSrp(local: LocalCognito, { username = 'alice', clientId, start }: SignIn = {}) {
  const ephemeralKey = clientEphemeralKey()
  const initiated = await send(local, 'InitiateAuth', {
    AuthFlow: 'USER_SRP_AUTH',
    ClientId: clientId ?? local.clientId,
    AuthParameters: { USERNAME: username, SRP_A: ephemeralKey.publicKey.toString(16), ...start },
  })
  return { initiated, ephemeralKey }
}

/** The challenge responses that a correct client would send. */
export async function srpResponses(
  local: LocalCognito,
  { initiated, ephemeralKey }: Awaited<ReturnType<typeof startSrp>>,
  { password = PASSWORD, answer, timestamp = formatTimestamp(local.clock.nowMs()) }: SignIn = {},
): Promise<Headers_> {
  const { SRP_B, SALT, SECRET_BLOCK, USER_ID_FOR_SRP } = initiated.body.ChallengeParameters
  const signature = await passwordProof({
    identity: { group: local.userPoolId.split('_')[1] ?? '', id: USER_ID_FOR_SRP },
    password,
    ephemeralKey,
    serverPublicKey: SRP_B,
    salt: SALT,
    secretBlock: SECRET_BLOCK,
    timestamp,
  })
  return {
    USERNAME: USER_ID_FOR_SRP,
    PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
    PASSWORD_CLAIM_SIGNATURE: signature,
    TIMESTAMP: timestamp,
    ...answer,
  }
}

export const respond = (local: LocalCognito, name: string, responses: object, more: object = {}) =>
  send(local, 'RespondToAuthChallenge', {
    ClientId: local.clientId,
    ChallengeName: name,
    ChallengeResponses: responses,
    ...more,
  })

/** A whole sign-in by SRP. Where InitiateAuth is refused, its answer is the result. */
export async function signIn(local: LocalCognito, options: SignIn = {}): Promise<Answer> {
  const started = await startSrp(local, options)
  if (started.initiated.error !== '') return started.initiated
  const responses = await srpResponses(local, started, options)
  const client = options.clientId === undefined ? {} : { ClientId: options.clientId }
  return respond(local, 'PASSWORD_VERIFIER', responses, client)
}

/** @returns AuthenticationResult. */
export async function tokensOf(local: LocalCognito, options: SignIn = {}) {
  const { body, error } = await signIn(local, options)
  if (error !== '') throw new Error(error)
  return body.AuthenticationResult as Record<'AccessToken' | 'IdToken' | 'RefreshToken', string>
}

export const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())

export const renew = (local: LocalCognito, RefreshToken: string, more: object = {}) =>
  send(local, 'GetTokensFromRefreshToken', { RefreshToken, ClientId: local.clientId, ...more })

export const getUser = (local: LocalCognito, AccessToken: string) => send(local, 'GetUser', { AccessToken })

export const INCORRECT = 'NotAuthorizedException: Incorrect username or password.'
