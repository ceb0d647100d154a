import type { LocalCognito, LocalCognitoOptions } from '@poolpass/local'
import { Cognito, isPoolpassError } from 'poolpass'
import { renderUnicodeCompact } from 'uqr'
import type { Holder } from './holder.js'

const USER = { username: 'alice', password: 'Correct-Horse-9' }

/** A user pool in which an authenticator app may be the second factor. */
export const POOL = {
  pool: { MfaConfiguration: 'OPTIONAL' },
  mfa: { SoftwareTokenMfaConfiguration: { Enabled: true } },
  users: [USER],
} satisfies LocalCognitoOptions

const MAX_ATTEMPTS = 3

type Print = (text: string) => void

/** Light modules are blocks: it is read on a dark background. */
const qrCode = (text: string) => renderUnicodeCompact(text, { border: 4 })

async function verify(cognito: Cognito, holder: Holder): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const code = await holder.code(attempt === 1 ? 'The code that the app shows' : 'Not that one. The code')
    try {
      return await cognito.verifySoftwareToken(code, { deviceName: 'telephone' })
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !isPoolpassError(error, 'ERR_POOLPASS_CODE_MISMATCH')) throw error
    }
  }
}

/** Makes an authenticator app the second factor of somebody who is signed in. */
async function setUpAuthenticator(cognito: Cognito, holder: Holder, print: Print): Promise<void> {
  const { otpauthUri } = await cognito.associateSoftwareToken({ issuer: 'Local Shop' })
  print(
    `Scan this with an authenticator app. Whoever has it has the secret.\n\n${qrCode(otpauthUri)}\n\n${otpauthUri}\n`,
  )
  holder.scan(otpauthUri)
  await verify(cognito, holder)
  await cognito.setUserMfaPreference({ softwareToken: 'preferred' })
}

/** Signs in, sets up an authenticator app, and signs in once more with a code of it. */
export async function walkThrough(local: LocalCognito, holder: Holder, print: Print): Promise<void> {
  const { userPoolId, clientId, endpoint } = local
  const cognito = new Cognito({ userPoolId, clientId, endpoint, ...USER })
  await cognito.authenticate()
  print(`${cognito.username} is signed in by the password alone.`)
  await setUpAuthenticator(cognito, holder, print)
  await cognito.logout()
  print('The app is set up. Signing in again …')

  const again = new Cognito({
    userPoolId,
    clientId,
    endpoint,
    ...USER,
    challenges: {
      softwareTokenMfa: ({ parameters }, { error, signal }) => {
        const device = parameters.FRIENDLY_DEVICE_NAME
        return holder.code(error ? 'Refused. The next code' : `The code on your ${device}`, signal)
      },
    },
  })
  await again.authenticate()
  print(`${again.username} is signed in by the password and a code.`)
}
