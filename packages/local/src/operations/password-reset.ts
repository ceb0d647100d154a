import { confirmForgotPassword, forgotPassword, resetPassword } from '../pool/self-service/password-reset.js'
import { NO_CLIENT } from '../pool/triggers.js'
import { findUser } from '../pool/users.js'
import { clientRequest, openRequest } from './client-request.js'
import { required } from './input/members.js'
import { confirmationCode, password, sideChannel, username, userPoolId } from './input/scalars.js'
import { defineOperation } from './operation.js'
import { codeDeliveryDetails } from './output.js'

const forgotPasswordOperation = defineOperation({
  name: 'ForgotPassword',
  access: 'public',
  input: clientRequest,
  async run(call, given) {
    return { CodeDeliveryDetails: codeDeliveryDetails(await forgotPassword(openRequest(call, given))) }
  },
})

const confirmForgotPasswordOperation = defineOperation({
  name: 'ConfirmForgotPassword',
  access: 'public',
  input: { ...clientRequest, ConfirmationCode: required(confirmationCode), Password: required(password) },
  async run(call, given) {
    const { ConfirmationCode: code, Password } = given
    await confirmForgotPassword({ ...openRequest(call, given), code, password: Password })
    return {}
  },
})

const adminResetUserPassword = defineOperation({
  name: 'AdminResetUserPassword',
  access: 'signed',
  input: { UserPoolId: required(userPoolId), Username: required(username), ...sideChannel },
  async run({ account }, given) {
    const pool = account.pool(given.UserPoolId)
    const origin = { pool, client: NO_CLIENT, clientMetadata: given.ClientMetadata }
    await resetPassword(origin, findUser(pool, given.Username))
    return {}
  },
})

export const passwordResetOperations = [forgotPasswordOperation, confirmForgotPasswordOperation, adminResetUserPassword]
