/** What a figure is to reach: at most, or at least, so much. All are ratios or sizes, and hold within one run. */
export interface Target {
  readonly id: string
  readonly text: string
  readonly atMost?: number
  readonly atLeast?: number
  readonly unit?: string
}

export const TARGETS: readonly Target[] = [
  { id: 'srp-limit', text: 'SRP on Node: time over its limit', atMost: 1.3 },
  { id: 'srp-official', text: 'SRP on Node: times faster than AWS’s own clients', atLeast: 60 },
  { id: 'srp-fastest', text: 'SRP on Node: times faster than the fastest peer', atLeast: 6 },
  { id: 'bigint-warm', text: 'SRP by BigInt, warm: times faster than franken-srp', atLeast: 2 },
  { id: 'bigint-first', text: 'SRP by BigInt, first call, minima: times faster than franken-srp', atLeast: 1.35 },
  { id: 'bigint-amplify', text: 'SRP by BigInt, warm: times faster than Amplify', atLeast: 17 },
  { id: 'install-packages', text: 'Packages of an install', atMost: 2 },
  { id: 'install-bytes', text: 'Bytes of an install', atMost: 1, unit: 'MB' },
  { id: 'bundle-sign-in', text: 'Browser bundle of signInWithSrp and renew, gzip', atMost: 5.4, unit: 'KB' },
  { id: 'bundle-srp-auth', text: 'Browser bundle of SrpAuth, gzip', atMost: 10, unit: 'KB' },
  { id: 'import-time', text: 'import over bare Node: time over amazon-cognito-passwordless-auth’s', atMost: 1 },
  { id: 'import-memory', text: 'import over bare Node: memory over amazon-cognito-passwordless-auth’s', atMost: 1 },
  { id: 'cold-ahead', text: 'Cold process: a peer’s time over ours', atLeast: 1 },
  { id: 'network-limit', text: 'Sign-in at 50 ms to the first answer, less 5 ms, over raw replay', atMost: 1.05 },
  { id: 'network-ahead', text: 'Sign-in at 50 ms to the first answer: a peer’s time over ours', atLeast: 1 },
  { id: 'request-fetch', text: 'CPU of a request with auth over one with a constant header', atMost: 1.03 },
  { id: 'request-undici', text: 'CPU of a request with auth over one with a constant header', atMost: 1.05 },
  { id: 'storm-renewals', text: 'Renewals of a 401 storm, up to 1000 callers', atMost: 1 },
  { id: 'storm-failed', text: 'Failed requests of a 401 storm', atMost: 0 },
  { id: 'expiry-waited', text: 'Requests that wait for a renewal before their token has expired', atMost: 0 },
  { id: 'expiry-failed', text: 'Failed requests while tokens expire under load', atMost: 0 },
  { id: 'pool-speed', text: 'Local pool: SRP sign-ins on one core, of its limit', atLeast: 70, unit: '%' },
  { id: 'session-bytes', text: 'A session at rest, beyond its tokens', atMost: 2_048, unit: 'bytes' },
  // One hundred times the work in one hundred times the time is 1; the tenth is for the noise.
  { id: 'growth', text: 'Cost each, ×100 over ×1', atMost: 1.1 },
]
