import type { Cognito, SessionEvent, SessionEvents } from 'poolpass'

export type Heard = { [Event in SessionEvent]: { event: Event; payload: SessionEvents[Event] } }[SessionEvent]

const EVENTS: Record<SessionEvent, true> = {
  signedIn: true,
  renewed: true,
  renewalFailed: true,
  signedOut: true,
  challenge: true,
  deviceConfirmed: true,
  deviceForgotten: true,
  deviceFailed: true,
  storeFailed: true,
  backgroundFailed: true,
  verificationDeferred: true,
}

/** Everything that a session reports, in order. */
export function hear(cognito: Pick<Cognito, 'on'>): Heard[] {
  const heard: Heard[] = []
  for (const event of Object.keys(EVENTS) as SessionEvent[]) {
    cognito.on(event, payload => void heard.push({ event, payload } as Heard))
  }
  return heard
}

export const names = (heard: readonly Heard[]) => heard.map(({ event }) => event)
