import type { AttributeValues } from '../attribute-values.js'
import { generatePassword } from '../password-policy.js'
import { notImplemented } from '../service-error.js'
import type { ContactAttribute } from '../settings.js'
import { callTrigger, metadataForTrigger } from '../triggers.js'
import { passwordPolicyOf } from '../user-pool.js'
import { createUser, verifyContact } from '../users.js'
import type { Origin } from './send-code.js'

/** What a sign-in tells the trigger. */
export interface MigratingSignIn {
  readonly password: string
  readonly validationData?: AttributeValues | undefined
}

const FLAGS: ReadonlyMap<string, ContactAttribute> = new Map([
  ['email_verified', 'email'],
  ['phone_number_verified', 'phone_number'],
])

/**
 * Lets the trigger bring a user along whom this pool does not know. Where it knows nobody either, nothing happens.
 *
 * @param signIn Absent in ForgotPassword, where nobody has shown a password.
 * @throws {ServiceError} UserLambdaValidationException; InvalidParameterException, AliasExistsException.
 */
export async function migrateUser(
  origin: Origin & { readonly username: string },
  source: 'Authentication' | 'ForgotPassword',
  signIn?: MigratingSignIn,
): Promise<void> {
  const { pool, username, clientMetadata } = origin
  if (pool.users.resolve(username) !== undefined) return
  const response = await callTrigger(origin, 'userMigration', source, username, {
    ...(signIn && { password: signIn.password, validationData: Object.fromEntries(signIn.validationData ?? []) }),
    ...metadataForTrigger(clientMetadata),
  })
  const { userAttributes, finalUserStatus, forceAliasCreation, enableSMSMFA } = response ?? {}
  if (!userAttributes) return
  if (enableSMSMFA) throw notImplemented('enableSMSMFA')

  const given = Object.entries(userAttributes)
  const user = await createUser(pool, {
    username,
    password: signIn?.password ?? generatePassword(passwordPolicyOf(pool)),
    status: finalUserStatus ?? (signIn ? 'CONFIRMED' : 'RESET_REQUIRED'),
    attributes: new Map(forceAliasCreation ? given.filter(([name]) => !FLAGS.has(name)) : given),
  })
  if (!forceAliasCreation) return
  for (const [flag, attribute] of FLAGS) if (userAttributes[flag] === 'true') verifyContact(pool, user, attribute, true)
}
