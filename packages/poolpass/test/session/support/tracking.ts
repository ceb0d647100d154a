import type { LocalCognitoOptions } from '@poolpass/local'
import type { CognitoOptions } from 'poolpass'
import { withFactors } from './factors.js'
import { startWorld } from './world.js'

/** A pool that remembers devices, Alice in it with SMS_MFA, and sessions whose handler reads her inbox. */
export async function startTracking(
  { optIn = false, ...more }: { optIn?: boolean } & LocalCognitoOptions = {},
  options: Partial<CognitoOptions> = {},
) {
  const DeviceConfiguration = { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: optIn }
  const world = await startWorld(withFactors(['SMS_MFA'], { ...more, pool: { DeviceConfiguration } }))
  const code = () => world.local.inbox.at(-1)?.code ?? ''
  const { clientSecret } = world.local
  const cognito = (own: Partial<CognitoOptions> = {}) =>
    world.cognito({ challenges: { smsMfa: code }, ...(clientSecret && { clientSecret }), ...options, ...own })
  return { ...world, world, code, cognito }
}
