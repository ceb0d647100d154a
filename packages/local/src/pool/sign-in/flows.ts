import { invalidParameter } from '../service-error.js'
import type { ExplicitAuthFlow } from '../settings.js'
import { startCustomAuth } from './custom-auth.js'
import { startPassword } from './password-auth.js'
import { startRefreshToken } from './refresh-token-auth.js'
import type { SignInOutcome, SignInRequest } from './request.js'
import { startUserAuth } from './user-auth.js'
import { startUserSrp } from './user-srp-auth.js'

interface AuthFlow {
  readonly enabledBy: ExplicitAuthFlow
  readonly isAdminOnly?: boolean
  readonly start: (request: SignInRequest) => Promise<SignInOutcome>
}

const adminPassword: AuthFlow = {
  enabledBy: 'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  isAdminOnly: true,
  start: startPassword,
}
const refreshToken: AuthFlow = { enabledBy: 'ALLOW_REFRESH_TOKEN_AUTH', start: startRefreshToken }

export const AUTH_FLOWS = {
  USER_SRP_AUTH: { enabledBy: 'ALLOW_USER_SRP_AUTH', start: startUserSrp },
  REFRESH_TOKEN_AUTH: refreshToken,
  REFRESH_TOKEN: refreshToken,
  CUSTOM_AUTH: { enabledBy: 'ALLOW_CUSTOM_AUTH', start: startCustomAuth },
  ADMIN_NO_SRP_AUTH: adminPassword,
  USER_PASSWORD_AUTH: { enabledBy: 'ALLOW_USER_PASSWORD_AUTH', start: startPassword },
  ADMIN_USER_PASSWORD_AUTH: adminPassword,
  USER_AUTH: { enabledBy: 'ALLOW_USER_AUTH', start: startUserAuth },
} satisfies Record<string, AuthFlow>

export type AuthFlowName = keyof typeof AUTH_FLOWS

function notEnabledMessage(name: AuthFlowName, isAdmin: boolean): string {
  if (isAdmin) return 'Auth flow not enabled for this client'
  return name === 'USER_PASSWORD_AUTH'
    ? 'USER_PASSWORD_AUTH flow not enabled for this client'
    : `${name} is not enabled for the client.`
}

/** @throws {ServiceError} whatever refuses the flow, the client or the user. */
export async function startSignIn(name: AuthFlowName, request: SignInRequest): Promise<SignInOutcome> {
  const flow: AuthFlow = AUTH_FLOWS[name]
  if (flow.isAdminOnly && !request.isAdmin) throw invalidParameter('Initiate Auth method not supported.')
  if (!request.client.enabledFlows.has(flow.enabledBy)) {
    throw invalidParameter(notEnabledMessage(name, request.isAdmin))
  }
  return flow.start(request)
}
