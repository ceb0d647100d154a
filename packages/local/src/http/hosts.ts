import { isIP } from 'node:net'

const withoutPort = (host: string) => host.replace(/:\d*$/, '').toLowerCase()

/** @param name A host without port, in lower case; an IPv6 address with or without brackets. */
export const isLoopback = (name: string) =>
  name === 'localhost' ||
  name.endsWith('.localhost') ||
  name === '[::1]' ||
  name === '::1' ||
  /^127(\.\d{1,3}){3}$/.test(name)

const isAddress = (name: string) => isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0

/**
 * Decides which Host headers are answered. A web page can make its own name point at this machine (DNS rebinding) and
 * would then be same-origin with the pool; its name gives it away.
 *
 * @param boundTo The address listened on. One that is not loopback is accepted as a Host; a wildcard accepts every
 * literal address, since rebinding needs a name.
 * @param allowed Further names, without port.
 */
export function createHostCheck(boundTo: string, allowed: readonly string[]): (host: string) => boolean {
  const bound = boundTo.includes(':') && !boundTo.startsWith('[') ? `[${boundTo}]` : boundTo
  const names = new Set([bound, ...allowed].map(name => name.toLowerCase()))
  const isWildcard = boundTo === '0.0.0.0' || boundTo === '::'
  return host => {
    const name = withoutPort(host)
    return isLoopback(name) || names.has(name) || (isWildcard && isAddress(name))
  }
}
