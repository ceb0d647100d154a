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
]
