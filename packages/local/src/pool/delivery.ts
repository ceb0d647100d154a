import { randomInt } from 'node:crypto'
import type { DeliveryMedium } from './inbox.js'
import type { ContactAttribute } from './settings.js'

const masked = (email: string) => email.replace(/^(.).*@(.).*$/, '$1***@$2***')

export const mediumOf = (attribute: ContactAttribute): DeliveryMedium => (attribute === 'email' ? 'EMAIL' : 'SMS')

/** An address as answers show it: enough for its owner to know it by. */
export const maskedDestination = (attribute: ContactAttribute, value: string) =>
  attribute === 'email' ? masked(value) : `+*******${value.slice(-4)}`

export const newCode = (digits: number) => String(randomInt(10 ** digits)).padStart(digits, '0')

/**
 * Where a code for somebody who does not exist seems to go: always to the same place.
 *
 * @param userId Of what stands in for that user.
 */
export function simulatedDestination(name: string, userId: string, attribute: ContactAttribute): string {
  const [first = '', ...digits] = userId
  if (attribute === 'email') return name.includes('@') ? name : `${name.charAt(0)}@${first}.example`
  return /\d{4}$/.test(name)
    ? name
    : digits
        .map(digit => Number.parseInt(digit, 16) % 10)
        .slice(0, 4)
        .join('')
}
