import { adminCreateUser } from './admin-create-user.js'
import { adminUserOperations } from './admin-users.js'
import { deviceOperations } from './devices.js'
import { groupOperations } from './groups.js'
import { identityProviderOperations } from './identity-providers.js'
import { adminInitiateAuth, initiateAuth } from './initiate-auth.js'
import { listUsers } from './list-users.js'
import { mfaOperations } from './mfa.js'
import type { Operation } from './operation.js'
import { ownAccountOperations } from './own-account.js'
import { passwordResetOperations } from './password-reset.js'
import { getTokensFromRefreshToken, revokeToken } from './refresh-tokens.js'
import { adminRespondToAuthChallenge, respondToAuthChallenge } from './respond-to-auth-challenge.js'
import { signUpOperations } from './sign-up.js'
import { userPoolClientOperations } from './user-pool-clients.js'
import { userPoolOperations } from './user-pools.js'

const OPERATIONS: readonly Operation[] = [
  initiateAuth,
  respondToAuthChallenge,
  adminInitiateAuth,
  adminRespondToAuthChallenge,
  getTokensFromRefreshToken,
  revokeToken,
  ...signUpOperations,
  ...passwordResetOperations,
  ...ownAccountOperations,
  ...mfaOperations,
  ...deviceOperations,
  adminCreateUser,
  ...adminUserOperations,
  listUsers,
  ...groupOperations,
  ...userPoolOperations,
  ...userPoolClientOperations,
  ...identityProviderOperations,
]

/** Every operation that the pool carries out. All others are refused by name. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  OPERATIONS.map(operation => [operation.name, operation]),
)
