import type { AppClient } from '../sign-in/index.js'
import { type CodeDelivery, checkText, naming, type PublicOptions, readDelivery } from './public-request.js'

/** ForgotPassword: has a code sent by which {@link confirmForgotPassword} sets a new password. */
export async function forgotPassword(
  client: AppClient,
  username: string,
  { clientMetadata, signal }: PublicOptions = {},
): Promise<CodeDelivery> {
  const input = { ...(await naming(client, username)), ClientMetadata: clientMetadata }
  const { CodeDeliveryDetails = {} } = await client.call('ForgotPassword', input, { signal })
  return readDelivery(CodeDeliveryDetails)
}

/** ConfirmForgotPassword: sets a new password by a code. */
export async function confirmForgotPassword(
  client: AppClient,
  username: string,
  code: string,
  password: string,
  { clientMetadata, signal }: PublicOptions = {},
): Promise<void> {
  checkText('code', code)
  checkText('password', password)
  const named = await naming(client, username)
  const input = { ...named, ConfirmationCode: code, Password: password, ClientMetadata: clientMetadata }
  await client.call('ConfirmForgotPassword', input, { signal })
}

/** ChangePassword: replaces a password that is known. */
export async function changePassword(
  client: AppClient,
  accessToken: string,
  previousPassword: string,
  proposedPassword: string,
): Promise<void> {
  checkText('previousPassword', previousPassword)
  checkText('proposedPassword', proposedPassword)
  await client.call('ChangePassword', {
    AccessToken: accessToken,
    PreviousPassword: previousPassword,
    ProposedPassword: proposedPassword,
  })
}
