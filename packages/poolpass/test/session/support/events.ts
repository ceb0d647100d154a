import type { Cognito, SessionEvent, SessionEvents } from 'poolpass'

export type Heard = { [Event in SessionEvent]: { event: Event; payload: SessionEvents[Event] } }[SessionEvent]

const REGISTER: Record<SessionEvent, true> = {
  signedIn: true,
  renewed: true,
  signInFailed: true,
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

export const EVENTS = Object.keys(REGISTER) as SessionEvent[]

/** Everything that a session reports, in order. */
export function hear(cognito: Pick<Cognito, 'on'>): Heard[] {
  const heard: Heard[] = []
  for (const event of EVENTS) {
    cognito.on(event, payload => void heard.push({ event, payload } as Heard))
  }
  return heard
}

export const names = (heard: readonly Heard[]) => heard.map(({ event }) => event)
