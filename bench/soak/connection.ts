/** What the two processes of the soak tell each other. */
export interface SoakSettings {
  readonly accessSeconds: number
  readonly faultShare: number
  readonly seed: number
}

export interface SoakReady {
  readonly endpoint: string
  readonly userPoolId: string
  readonly clientId: string
  readonly api: string
}

/** What the server saw. */
export interface SoakCounts {
  readonly requests: number
  /** Requests whose token had expired by the pool's clock when they arrived. */
  readonly expired: number
  /** Requests refused for any reason, the expired ones among them. */
  readonly refused: number
  readonly signIns: number
  readonly renewals: number
  readonly faults: Readonly<Record<string, number>>
}

export const USER = { username: 'soak', password: 'Correct-Horse-9' }
