import { EventSource } from 'eventsource'
import type { SrpAuth } from 'poolpass'

// `eventsource` connects again by itself whenever a stream ends, but gives up for good at any status other than 200.
// So `auth.fetch`: every connection gets the token of its time, and a 401 is answered with a new one before it is seen.

/** Events from an API that wants a token. As with any EventSource, `close()` ends it. */
export function openEvents(auth: SrpAuth, url: string): EventSource {
  return new EventSource(url, { fetch: auth.fetch })
}
