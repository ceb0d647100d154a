/** What a figure is to reach: at most, or at least, so much. All are ratios or sizes, and hold within one run. */
export interface Target {
  readonly id: string
  readonly text: string
  readonly atMost?: number
  readonly atLeast?: number
  readonly unit?: string
  /** What it costs, and what was tried: printed where the target is missed. */
  readonly ifMissed?: string
}

const CLIENTS_OWN = `Of what got has to pay nearly half is for its own extension points: a handler costs 0.4 %, with a beforeRequest hook 0.6 %, with a listener for the request 1.1 %, for its answer 1.5 to 2.1 %; the wall clock takes 0.3 to 0.5 %, the state of a request over its redirects and retries most of the rest (1.9 KB beside got’s own 88). Tried: a Headers that is copied with the token in it, which fetch need not read again (3 µs of a fetch), the token lent to the Request that ky or axios has made (3 to 6 µs), ky’s JSON body taken from its options instead of from a clone (1.15 to 1.01), origins told without parsing (1.052 to 1.036 of got), for axios shared transforms and adapters (1.050 to 1.027), for got hooks put in place of pushed and listeners not taken off (0.8 µs), one object asked for the token instead of the session, and requests by an address apart from those by a Request (3 µs of 6 of undici’s fetch, 2 of 12 of axios, 5 of 18 of its fetch adapter), the monotonic clock read once a second by a timer (0.8 µs), no spread of what may be undefined or of axios’ env (1.041 to 1.026 of its fetch adapter). No part of what is left in axios takes more than 0.8 µs: docs/decisions.md has them all. Tried and left: got’s afterResponse hook in place of the listeners (0 to 0.4 % more), its request option in place of them (0.5 % more), a promise’s then in place of async functions (no difference), one clock instead of two (a laptop’s sleep, or a clock that is set, would go unnoticed). Tried and left, since the token could follow to another origin, or its replay be lost: the header set in got’s handler; hooks of got’s client in the place of the request’s own, and the token taken off by process.nextTick (0.5 %).`

export const TARGETS: readonly Target[] = [
  { id: 'srp-limit', text: 'SRP on Node: time over its limit', atMost: 1.3 },
  { id: 'srp-official', text: 'SRP on Node: times faster than AWS’s own clients', atLeast: 60 },
  { id: 'srp-fastest', text: 'SRP on Node: times faster than the fastest peer', atLeast: 6 },
  { id: 'bigint-warm', text: 'SRP by BigInt, warm: times faster than franken-srp', atLeast: 2 },
  { id: 'bigint-first', text: 'SRP by BigInt, first call, minima: times faster than franken-srp', atLeast: 1.35 },
  { id: 'bigint-amplify', text: 'SRP by BigInt, warm: times faster than Amplify', atLeast: 17 },
  { id: 'install-packages', text: 'Packages of an install', atMost: 2 },
  { id: 'install-bytes', text: 'Bytes of an install', atMost: 1, unit: 'MB' },
  {
    id: 'bundle-sign-in',
    text: 'Browser bundle of signInWithSrp and renew, gzip',
    atMost: 5.4,
    unit: 'KB',
    ifMissed:
      'SRP by BigInt is a third of it, the challenge machine half. Tried: errors copied by a function of their own instead of methods (0.1 KB less), N made from π by its RFC’s formula instead of written down (0.45 KB less, for 0.3 ms at the first sign-in).',
  },
  {
    id: 'bundle-srp-auth',
    text: 'Browser bundle of SrpAuth, gzip',
    atMost: 10,
    unit: 'KB',
    ifMissed:
      'Half of it is the session: renewal, waits, refusals, flights and stores of R1–R20, which a request may need before anything can be loaded. Loaded later are jose, renewal, devices, accounts, challenges but SRP’s, and since it was 24.9 KB what follows a 401 or a redirect. Tried: the table of refusals loaded at the first refusal (0.6 KB less), left since a client without a network could not name its error.',
  },
  {
    id: 'import-time',
    text: 'import over bare Node: time over amazon-cognito-passwordless-auth’s',
    atMost: 1,
    ifMissed:
      'The main entry of amazon-cognito-passwordless-auth holds `configure` alone and takes 0.6 ms more than a package whose only file is empty, 4.5; what signs in is its /srp, in the table. Ours takes 10.2; from one file 8.2, of which 0.6 are for what it runs. Tried: four files instead of five, and what is used later not among them (1 ms less: done), three (1 ms less again, and 2 ms more for poolpass/srp: left), one minified file (0.4 ms less than one: left, since people read them in their debuggers).',
  },
  {
    id: 'import-memory',
    text: 'import over bare Node: memory over amazon-cognito-passwordless-auth’s',
    atMost: 1,
    ifMissed:
      'As for the time: 160 KB of source are read. A package whose only file is empty takes 1.8 MiB, ours 2.5, minified in one file 2.2.',
  },
  { id: 'cold-ahead', text: 'Cold process: a peer’s time over ours', atLeast: 1 },
  { id: 'network-limit', text: 'Sign-in at 50 ms to the first answer, less 5 ms, over raw replay', atMost: 1.05 },
  {
    id: 'network-ahead',
    text: 'Sign-in at 50 ms to the first answer: a peer’s time over ours',
    atLeast: 1,
    ifMissed:
      'Who sends the password as it is needs one round trip less than any SRP; with the password sent by both, what is left is that we verify the token, and the AWS SDK does not: 0.3 ms to ask for the pool’s keys before the password leaves, 1 ms from its answer to the API’s request. Tried: the keys asked for behind the call, no turn of the event loop after its answer (less than 0.2 ms each, as far as 60 rounds can tell).',
  },
  {
    id: 'request-fetch',
    text: 'CPU of a request with auth over one with a constant header',
    atMost: 1.03,
    ifMissed: CLIENTS_OWN,
  },
  { id: 'request-undici', text: 'CPU of a request with auth over one with a constant header', atMost: 1.05 },
  { id: 'storm-renewals', text: 'Renewals of a 401 storm, up to 1000 callers', atMost: 1 },
  { id: 'storm-failed', text: 'Failed requests of a 401 storm', atMost: 0 },
  { id: 'expiry-waited', text: 'Requests that wait for a renewal before their token has expired', atMost: 0 },
  { id: 'expiry-failed', text: 'Failed requests while tokens expire under load', atMost: 0 },
  {
    id: 'pool-speed',
    text: 'Local pool, busy: SRP sign-ins on one core, of its limit',
    atLeast: 70,
    unit: '%',
    ifMissed:
      'An HTTP server that does nothing takes 0.3 ms of CPU a request where it has just started, and a sign-in has two. Tried, with a pool that had just started: no Request and Response between Node’s server and the pool (51 to 61 %), signatures on the main thread instead of beside it (1 % more, and a busy server would sign one after the other: left), a table of powers of g in BigInt (0.86 ms against OpenSSL’s 0.69: left).',
  },
  { id: 'session-bytes', text: 'A session at rest, beyond its tokens', atMost: 2_048, unit: 'bytes' },
  // One hundred times the work in one hundred times the time is 1; the tenth is for the noise.
  { id: 'growth', text: 'Cost each, ×100 over ×1', atMost: 1.1 },
]
