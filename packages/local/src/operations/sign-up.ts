import { confirmSignUp, resendConfirmationCode, signUp } from '../pool/self-service/sign-up.js'
import { notImplemented } from '../pool/service-error.js'
import { clientRequest, openRequest } from './client-request.js'
import { boolean, required } from './input/members.js'
import { attributeList, confirmationCode, password, session } from './input/scalars.js'
import { defineOperation } from './operation.js'
import { attributeMap, codeDeliveryDetails } from './output.js'

const signUpOperation = defineOperation({
  name: 'SignUp',
  access: 'public',
  input: { ...clientRequest, Password: password, UserAttributes: attributeList, ValidationData: attributeList },
  async run(call, given) {
    const request = openRequest(call, given)
    if (given.Password === undefined) throw notImplemented('SignUp without a password')
    const { user, delivery, session } = await signUp({
      ...request,
      password: given.Password,
      attributes: attributeMap(given.UserAttributes),
      validationData: attributeMap(given.ValidationData),
    })
    return {
      UserConfirmed: user.status === 'CONFIRMED',
      UserSub: user.sub,
      ...(delivery && { CodeDeliveryDetails: codeDeliveryDetails(delivery) }),
      ...(session !== undefined && { Session: session }),
    }
  },
})

const confirmSignUpOperation = defineOperation({
  name: 'ConfirmSignUp',
  access: 'public',
  input: {
    ...clientRequest,
    ConfirmationCode: required(confirmationCode),
    ForceAliasCreation: boolean,
    Session: session,
  },
  async run(call, given) {
    const next = await confirmSignUp({
      ...openRequest(call, given),
      code: given.ConfirmationCode,
      mayMoveAlias: given.ForceAliasCreation ?? false,
      session: given.Session,
    })
    return next === undefined ? {} : { Session: next }
  },
})

const resendConfirmationCodeOperation = defineOperation({
  name: 'ResendConfirmationCode',
  access: 'public',
  input: clientRequest,
  async run(call, given) {
    return { CodeDeliveryDetails: codeDeliveryDetails(await resendConfirmationCode(openRequest(call, given))) }
  },
})

export const signUpOperations = [signUpOperation, confirmSignUpOperation, resendConfirmationCodeOperation]
