import { changeDevice, deviceReplacesMfa, knownDevice, tracksDevices } from '../devices.js'
import { incorrectCredentials } from '../service-error.js'
import type { Device } from '../user.js'
import type { AttemptState } from './attempt.js'
import { requireParameter, type SignInRequest } from './request.js'
import { isClaimProven, openExchange, readClaim, readClientPublicKey } from './srp-claim.js'
import { type Advance, ask, type SessionStep, type Step, userOf } from './step.js'

/** Asks a remembered device to prove itself. */
export function deviceGate(step: Step): Advance {
  const { request, attempt } = step
  const device = tracksDevices(request.pool) ? knownDevice(userOf(step), attempt.deviceKey) : undefined
  if (attempt.isDeviceProven || !device?.isRemembered) return { passed: attempt }
  return ask(step, 'DEVICE_SRP_AUTH', {})
}

/** The same before MFA, where the device stands in for it. */
export function deviceInsteadOfMfaGate(step: Step): Advance {
  return deviceReplacesMfa(step.request.pool) ? deviceGate(step) : { passed: step.attempt }
}

/** The answer may name another device than the sign-in began with; only a remembered one may stand in for MFA. */
function deviceOf(step: Step): Device {
  requireParameter(step.request, 'DEVICE_KEY')
  const device = knownDevice(userOf(step), step.attempt.deviceKey)
  if (!device?.isRemembered) throw incorrectCredentials()
  return device
}

/** DEVICE_SRP_AUTH: draws B for the device's verifier. */
export function answerDeviceSrp(step: SessionStep): Advance {
  const { request, subject } = step
  const device = deviceOf(step)
  const { verifier: credential = { salt: 0n, verifier: 0n } } = device
  const clientPublicKey = readClientPublicKey(request)
  const about = { clientPublicKey, userId: device.key, sub: userOf(step).sub }
  const { parameters, serverPublicKey } = openExchange(request, 'device', credential, about)
  const names = { DEVICE_KEY: device.key, USERNAME: subject.userId }
  return ask(step, 'DEVICE_PASSWORD_VERIFIER', { ...parameters, ...names }, { serverPublicKey })
}

/** DEVICE_PASSWORD_VERIFIER. A wrong proof leaves the session usable. */
export async function answerDeviceVerifier(step: SessionStep): Promise<Advance> {
  const { request, attempt, asked } = step
  const { pool } = request
  const device = deviceOf(step)
  const claim = readClaim(request, 'device')
  const isOfThisSession = claim.exchange.ephemeralKey.publicKey === asked.serverPublicKey
  // Of another device no proof fits: it is checked with this one's name and verifier.
  const identity = { group: device.groupKey, id: device.key }
  const isProven = await isClaimProven(pool, identity, device.verifier?.verifier ?? 0n, claim)
  if (!isProven || !isOfThisSession) throw incorrectCredentials()
  changeDevice(pool, userOf(step), device.key, { authenticatedAtMs: pool.clock.nowMs() })
  return { passed: { ...attempt, isDeviceProven: true } }
}

/** Some clients leave the Session out of the device steps: these say which one an answer belongs to. */
export const isSessionOfDevice =
  ({ parameters }: SignInRequest) =>
  ({ attempt }: AttemptState) =>
    attempt.deviceKey !== undefined && attempt.deviceKey === parameters.get('DEVICE_KEY')

export function isSessionOfExchange(request: SignInRequest) {
  const { exchange } = readClaim(request, 'device')
  return ({ asked }: AttemptState) => asked.serverPublicKey === exchange.ephemeralKey.publicKey
}
