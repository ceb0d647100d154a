/** How a session is renewed (R4–R6, R17). Loaded once somebody has signed in, or by the first renewal. */

import { isPoolpassError, type PoolpassError, type PoolpassErrorCode } from '../errors/index.js'
import { sendRenewal } from '../sign-in/renew.js'
import { deviceKeyOf, type HeldSession } from './held-session.js'
import type { Holding } from './holding.js'
import { prepareVerification } from './verification.js'

/** Refusals that say: this refresh token will not be honoured again. */
const RENEWAL_REFUSALS: readonly PoolpassErrorCode[] = [
  'ERR_POOLPASS_RENEWAL_REFUSED',
  'ERR_POOLPASS_USER_DISABLED',
  'ERR_POOLPASS_USER_UNCONFIRMED',
  'ERR_POOLPASS_PASSWORD_RESET_REQUIRED',
  'ERR_POOLPASS_DEVICE_UNKNOWN',
]

/** A process that has just rotated a refresh token verifies what it got and saves it: how long others wait for that. */
const SAVING_WAITS_MS = [100, 300, 900] as const

/** Renews a session, unless the store has a newer one. */
export async function renewSession(holding: Holding, stale: HeldSession, generation: number): Promise<void> {
  const { backoff, stored } = holding
  if (backoff.error && backoff.restMs > 0) throw backoff.error
  const unlock = await stored.lock(stale.storedAs)
  let held = stale
  try {
    held = await holding.newerThan(stale, generation)
    if (held === stale || !isYoung(holding, held)) await exchange(holding, held, generation)
  } catch (error) {
    await renewalFailed(holding, error, held, generation)
  } finally {
    // Who waits holds on to the session that they asked to have renewed.
    stale.renewalRefused ??= held.renewalRefused
    await unlock()
  }
}

/** Confirms the device that the pool has handed out, as long as there is an access token to do so with. */
export async function confirmDevice(holding: Holding, held: HeldSession, generation: number): Promise<void> {
  if (!held.newDevice || holding.tokenNow('access_token') === undefined) return
  const device = await holding.signer.confirm(held, holding.flights.outside(generation).signal)
  if (device && holding.held === held) await holding.keepDevice(held, device)
}

async function exchange(holding: Holding, held: HeldSession, generation: number): Promise<void> {
  const { pool, flights, events } = holding
  const { username } = held
  pool.keys.prefetch()
  prepareVerification(pool)
  await confirmDevice(holding, held, generation).catch(error => {
    // R6: before that, no renewal would be honoured.
    if (error.retryable || !flights.counts(generation)) throw error
  })
  const deviceKey = await deviceKeyFor(holding, held, generation)
  const result = await sendRenewal(pool.client, { refreshToken: held.tokens.refreshToken ?? '', username, deviceKey })
  if (await holding.takeOver(result, held, generation, held)) events.emit('renewed', { username })
}

async function deviceKeyFor(
  { signer, flights }: Holding,
  held: HeldSession,
  generation: number,
): Promise<string | undefined> {
  const { storedAs, tokens } = held
  // An access token would name the device itself.
  if (!held.device && !tokens.accessToken && storedAs !== undefined)
    held.device = await signer.deviceFor({ ...flights.outside(generation), storedAs })
  return signer.setup.device === false && !held.device ? undefined : deviceKeyOf(held)
}

/** @param tried The session that could not be renewed. Another one that came meanwhile is not to blame for that. */
async function renewalFailed(holding: Holding, error: unknown, tried: HeldSession, generation: number): Promise<void> {
  const { held, flights, signer, events } = holding
  if (held !== undefined && held !== tried) return
  if (!flights.counts(generation) || !isPoolpassError(error)) throw error
  if (RENEWAL_REFUSALS.includes(error.code)) {
    if (await isReplaced(holding, tried, error, generation)) return
    if (!flights.counts(generation)) throw error
    tried.renewalRefused = error
    if (error.code === 'ERR_POOLPASS_DEVICE_UNKNOWN') await signer.forget(tried.storedAs, deviceKeyOf(tried))
  } else {
    holding.backoff.failed(error)
  }
  events.emit('renewalFailed', { username: tried.username, error })
  throw error
}

/** R5: the store may have a newer session; or get it soon, from whoever was faster to use the refresh token. */
async function isReplaced(
  holding: Holding,
  tried: HeldSession,
  refusal: PoolpassError,
  generation: number,
): Promise<boolean> {
  const isShared = holding.pool.isStoreGiven && tried.credentialTag !== undefined
  const waitsMs = isShared && refusal.name === 'RefreshTokenReuseException' ? SAVING_WAITS_MS : []
  const { signal } = holding.flights.outside(generation)
  for (const waitMs of [0, ...waitsMs]) {
    if (waitMs > 0) await holding.pool.client.clock.sleep(waitMs, signal)
    if ((await holding.newerThan(tried, generation)) !== tried) return true
  }
  return false
}

function isYoung(holding: Holding, held: HeldSession): boolean {
  return holding.ageMs(held, 'access_token') < (held.times.access_token?.softMs ?? 0)
}
