/** What the measuring process is told when the server is ready. */
export interface ServerReady {
  readonly origin: string
  readonly userPoolId: string
  readonly clientId: string
  readonly endpoint: string
}

/** What it is told when it asks: requests since the last time, and how many lacked the token that it named. */
export interface ServerCounts {
  readonly requests: number
  readonly withoutToken: number
}

export const USER = { username: 'alice', password: 'Correct-Horse-9' }
