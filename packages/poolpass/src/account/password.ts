import { checkText } from '../errors/index.js'
import type { AppClient } from '../sign-in/index.js'
import { naming, type PublicOptions, requestCode } from './public-request.js'

/** ForgotPassword: has a code sent by which {@link confirmForgotPassword} sets a new password. */
export const forgotPassword = (client: AppClient, username: string, options: PublicOptions = {}) =>
  requestCode(client, 'ForgotPassword', username, options)

/** ConfirmForgotPassword: sets a new password by a code. */
export async function confirmForgotPassword(
  client: AppClient,
  username: string,
  code: string,
  newPassword: string,
  { clientMetadata, signal }: PublicOptions = {},
): Promise<void> {
  checkText('code', code)
  checkText('newPassword', newPassword)
  const named = await naming(client, username)
  const input = { ...named, ConfirmationCode: code, Password: newPassword, ClientMetadata: clientMetadata }
  await client.call('ConfirmForgotPassword', input, { signal })
}

/** ChangePassword: replaces a password that is known. */
export async function changePassword(
  client: AppClient,
  accessToken: string,
  previousPassword: string,
  proposedPassword: string,
): Promise<void> {
  await client.call('ChangePassword', {
    AccessToken: accessToken,
    PreviousPassword: previousPassword,
    ProposedPassword: proposedPassword,
  })
}
