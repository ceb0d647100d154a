import type { DeliveryMedium } from './inbox.js'
import type { ContactAttribute } from './settings.js'

const masked = (email: string) => email.replace(/^(.).*@(.).*$/, '$1***@$2***')

export const mediumOf = (attribute: ContactAttribute): DeliveryMedium => (attribute === 'email' ? 'EMAIL' : 'SMS')

/** An address as answers show it: enough for its owner to know it by. */
export const maskedDestination = (attribute: ContactAttribute, value: string) =>
  attribute === 'email' ? masked(value) : `+*******${value.slice(-4)}`
