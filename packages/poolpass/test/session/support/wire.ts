import type { LocalCognito } from '@poolpass/local'
import type { World } from './world.js'

/** What was sent with each call of an operation so far, or since there were `since` requests. */
export function inputsOf(local: LocalCognito, operation: string, since = 0): Record<string, never>[] {
  return local.requests
    .slice(since)
    .filter(request => request.operation === operation)
    .map(request => request.input as Record<string, never>)
}

/** What has left for an operation so far, whether the pool or a fault answered it. */
export function sentTo(sent: World['sent'], operation: string): Record<string, never>[] {
  return sent.filter(request => request.operation === operation).map(request => JSON.parse(request.body))
}

/** Calls an operation as any client would, without poolpass. */
async function callPool(local: LocalCognito, operation: string, input: object) {
  const response = await fetch(local.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify(input),
  })
  const text = await response.text()
  return { status: response.status, body: (text ? JSON.parse(text) : {}) as Record<string, never> }
}

/** Whether the pool still honours a refresh token. */
export async function isHonoured(local: LocalCognito, refreshToken: string): Promise<boolean> {
  const input = { RefreshToken: refreshToken, ClientId: local.clientId }
  const { status } = await callPool(local, 'GetTokensFromRefreshToken', {
    ...input,
    ...(local.clientSecret !== undefined && { ClientSecret: local.clientSecret }),
  })
  return status === 200
}

/** The next answer to an operation says that this challenge comes next. */
export function challengeNext(
  local: LocalCognito,
  ChallengeName: string,
  ChallengeParameters: Record<string, string> = {},
  operation = 'RespondToAuthChallenge',
  Session: string | undefined = 'AYABe-session-of-the-challenge',
): void {
  local.failNext({ operation, body: JSON.stringify({ ChallengeName, ChallengeParameters, Session }) })
}

/** The next answer to an operation holds these tokens. */
export function tokensNext(
  local: LocalCognito,
  result: { AccessToken?: unknown; IdToken?: unknown; RefreshToken?: unknown },
  operation = 'RespondToAuthChallenge',
): void {
  const AuthenticationResult = { TokenType: 'Bearer', ExpiresIn: 3600, ...result }
  local.failNext({ operation, body: JSON.stringify({ AuthenticationResult }) })
}
