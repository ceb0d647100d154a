import type { LocalCognito } from '@poolpass/local'
import { clientEphemeralKey, createVerifier, deviceVerifierConfig, formatTimestamp, passwordProof } from 'poolpass/srp'
import { type Answer, respond, send } from './wire.js'

/** What a client keeps of a device. */
export interface ClientDevice {
  readonly key: string
  readonly group: string
  readonly password: string
}

/** Confirms what NewDeviceMetadata handed out. */
export async function confirmDevice(
  local: LocalCognito,
  { AccessToken, NewDeviceMetadata }: { AccessToken: string; NewDeviceMetadata: Record<string, string> },
  more: object = {},
): Promise<{ device: ClientDevice; answer: Answer }> {
  const { DeviceKey: key = '', DeviceGroupKey: group = '' } = NewDeviceMetadata
  const password = 'he76yGoPhcHwHZ2DFWTbvP85WXm8O2X/vMYULaYngOD63Tbr8MEQrA=='
  const verifier = await createVerifier({ group, id: key }, password)
  const config = { DeviceKey: key, DeviceSecretVerifierConfig: deviceVerifierConfig(verifier), DeviceName: 'test' }
  const answer = await send(local, 'ConfirmDevice', { AccessToken, ...config, ...more })
  return { device: { key, group, password }, answer }
}

type Responses = Record<string, string>

export interface DeviceSteps {
  readonly username?: string
  /** Replaces or adds responses of the last step. */
  readonly answer?: Responses
  /** Leaves the Session out of both steps, as some clients do. */
  readonly withoutSession?: boolean
}

/** Answers DEVICE_SRP_AUTH. */
export async function startDevice(
  local: LocalCognito,
  Session: string | undefined,
  { key }: ClientDevice,
  username = 'alice',
  more: Responses = {},
) {
  const ephemeralKey = clientEphemeralKey()
  const responses = { USERNAME: username, DEVICE_KEY: key, SRP_A: ephemeralKey.publicKey.toString(16), ...more }
  const started = await respond(local, 'DEVICE_SRP_AUTH', responses, { Session })
  return { started, ephemeralKey }
}

/** The responses to DEVICE_PASSWORD_VERIFIER that a correct client would send. */
export async function deviceResponses(
  local: LocalCognito,
  { started, ephemeralKey }: Awaited<ReturnType<typeof startDevice>>,
  { key, group, password }: ClientDevice,
  username = 'alice',
  timestamp = formatTimestamp(local.clock.nowMs()),
): Promise<Responses> {
  const { SRP_B, SALT, SECRET_BLOCK } = started.body.ChallengeParameters
  const identity = { group, id: key }
  const claim = { serverPublicKey: SRP_B, salt: SALT, secretBlock: SECRET_BLOCK, timestamp }
  return {
    USERNAME: username,
    DEVICE_KEY: key,
    PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
    PASSWORD_CLAIM_SIGNATURE: await passwordProof({ identity, password, ephemeralKey, ...claim }),
    TIMESTAMP: timestamp,
  }
}

/** Both device steps. Where the first is refused, its answer is the result. */
export async function proveDevice(
  local: LocalCognito,
  Session: string,
  device: ClientDevice,
  { username = 'alice', answer, withoutSession = false }: DeviceSteps = {},
): Promise<Answer> {
  const first = await startDevice(local, withoutSession ? undefined : Session, device, username)
  if (first.started.error !== '') return first.started
  const responses = { ...(await deviceResponses(local, first, device, username)), ...answer }
  const next = withoutSession ? undefined : first.started.body.Session
  return respond(local, 'DEVICE_PASSWORD_VERIFIER', responses, { Session: next })
}
