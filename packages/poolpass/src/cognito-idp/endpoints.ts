import { invalidOption } from '../errors/index.js'

/** Region prefix → DNS suffix. Any other region is of the `aws` or `aws-us-gov` partition, which share one. */
const DNS_SUFFIXES: readonly (readonly [prefix: string, suffix: string])[] = [
  ['cn-', 'amazonaws.com.cn'],
  ['us-iso-', 'c2s.ic.gov'],
  ['us-isob-', 'sc2s.sgov.gov'],
]

const dnsSuffix = (region: string) => DNS_SUFFIXES.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'amazonaws.com'

/** @throws {TypeError} when `userPoolId` is not of the form `<region>_<letters and digits>`. */
export function parseUserPoolId(userPoolId: unknown): { region: string; poolName: string } {
  const parts = typeof userPoolId === 'string' && /^([\w-]{1,45})_([\da-z]{1,54})$/i.exec(userPoolId)
  if (!parts) throw invalidOption('userPoolId', 'must look like us-east-1_AbCdEfGhI')
  return { region: parts[1] as string, poolName: parts[2] as string }
}

/** The service's URL in a region, of any partition. */
export function regionEndpoint(region: string, fips = false): string {
  if (!/^[a-z\d-]+$/.test(region)) throw invalidOption('userPoolRegion', 'must look like us-east-1')
  return `https://cognito-idp${fips ? '-fips' : ''}.${region}.${dnsSuffix(region)}`
}

/** Both forms of `iss` that a pool of that region can be configured to use. */
export function regionIssuers(region: string, userPoolId: string): readonly string[] {
  return ['cognito-idp', 'issuer-cognito-idp'].map(
    host => `https://${host}.${region}.${dnsSuffix(region)}/${userPoolId}`,
  )
}
