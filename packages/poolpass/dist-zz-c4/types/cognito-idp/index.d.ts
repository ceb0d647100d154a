/** Cognito's wire API: typed operations over an injected fetch. */
export { type AttributeMap, ownNames } from './attribute-map.js';
export { attributesToWire, checkAttributes } from './attributes.js';
export { classify, RULES } from './classify.js';
export { ageMs, type Clock, type Instant, instant, ServiceClock, systemClock } from './clock.js';
export { parseUserPoolId, regionEndpoint, regionIssuers } from './endpoints.js';
export { exchange, type Fetch } from './exchange.js';
export { isLoopback } from './loopback.js';
export { onAbort, raceSignal } from './race.js';
export { backoffMs, waitForRetry } from './retry.js';
export { scrub, scrubError } from './scrub.js';
export { type Call, type CallOptions, createTransport, isUnknownOperation } from './transport.js';
export type * from './wire-types.js';
