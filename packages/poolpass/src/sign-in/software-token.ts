import type { CallOptions } from '../cognito-idp/index.js'
import { CognitoServiceError, TokenError } from '../errors/index.js'
import type { AppClient } from './app-client.js'

/** Who asks: somebody signed in, or somebody in the middle of a sign-in. */
export type SoftwareTokenHolder = { readonly accessToken: string } | { readonly session: string | undefined }

const holderInput = (holder: SoftwareTokenHolder) =>
  'accessToken' in holder ? { AccessToken: holder.accessToken } : { Session: holder.session }

/** A new secret for an authenticator app. **Both members are secrets.** */
export interface SoftwareTokenSecret {
  /** Base32. */
  readonly secret: string
  /** `otpauth://totp/…`, for a QR code. */
  readonly otpauthUri: string
}

/** What an authenticator app shows beside its codes. */
export interface SoftwareTokenLabel {
  /** Whose account it is of, e.g. the product's name. */
  readonly issuer: string
  /** Which account, e.g. the username. */
  readonly account: string
}

/**
 * AssociateSoftwareToken: has the pool make a secret. It counts for nothing until a code made with it is verified.
 *
 * @returns The secret, and the session to go on with where it was asked for by a session.
 */
export async function associateSoftwareToken(
  client: AppClient,
  holder: SoftwareTokenHolder,
  label: SoftwareTokenLabel,
  call?: CallOptions,
): Promise<SoftwareTokenSecret & { readonly session: string | undefined }> {
  const { SecretCode, Session } = await client.call('AssociateSoftwareToken', holderInput(holder), call)
  if (typeof SecretCode !== 'string') {
    throw new TokenError('ERR_POOLPASS_TOKEN_INVALID', 'AssociateSoftwareToken: the pool answered without a secret')
  }
  return { secret: SecretCode, otpauthUri: otpauthUri(SecretCode, label), session: Session }
}

/** Key URI format: Cognito's parameters (SHA-1, 6 digits, 30 seconds) are its defaults. */
function otpauthUri(secret: string, { issuer, account }: SoftwareTokenLabel): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`
  return `otpauth://totp/${label}?secret=${encodeURIComponent(secret)}&issuer=${encodeURIComponent(issuer)}`
}

/**
 * VerifySoftwareToken: shows that the authenticator app works.
 *
 * @returns The session to go on with where it was verified by a session.
 * @throws {CognitoServiceError} `ERR_POOLPASS_CODE_MISMATCH` for a wrong code.
 */
export async function verifySoftwareToken(
  client: AppClient,
  holder: SoftwareTokenHolder,
  code: string,
  deviceName?: string,
  call?: CallOptions,
): Promise<string | undefined> {
  const input = { ...holderInput(holder), UserCode: code, FriendlyDeviceName: deviceName }
  const { Status, Session } = await client.call('VerifySoftwareToken', input, call)
  if (Status === 'SUCCESS') return Session
  throw new CognitoServiceError('ERR_POOLPASS_CODE_MISMATCH', 'VerifySoftwareToken: the code was not accepted', {
    name: 'EnableSoftwareTokenMFAException',
    operation: 'VerifySoftwareToken',
    status: 200,
  })
}
