import type { LocalCognito } from '@poolpass/local'
import { decodeJwt } from 'jose'
import { type Challenge, ChallengeError, Cognito, isPoolpassError, TokenType } from 'poolpass'
import { FakeClock } from 'poolpass/testing'
import { ALICE, turn } from '../world.js'
import type { Call, Reply, Step, Story } from './actions.js'
import { Answers } from './answers.js'
import { Network } from './network.js'
import { createPool } from './pool.js'

/** At the start of a TOTP step. */
const STARTS_AT = Date.UTC(2026, 0, 1)
/** No call takes longer, whatever happens: its network time is bounded, and a person's is short here. */
const LONGEST_SECONDS = 1200
/** In real time: who neither sleeps nor waits for the pool is computing, or waits for nothing. */
const LONGEST_IDLE_MS = 3_000
const STEP_SECONDS = 1
/** How often one sign-in may have a code sent, whatever is lost. */
const MOST_CODES = 3
/** R11's waits leave room for five sign-ins by requests, where none of them comes to anything. */
const MOST_CODES_AN_HOUR = 5 * MOST_CODES
const HOUR_MS = 3_600_000
const ACCESS = TokenType.ACCESS_TOKEN

/** What the pool has counted so far. */
interface Sent {
  readonly starts: number
  readonly renewals: number
  readonly codes: number
  /** Requests that the network gave reason to send again, or sent twice by itself. */
  readonly repeated: number
  readonly doubled: number
  readonly signedIn: number
  /** Calls that were aborted: what they began goes on, and may be counted at any time after. */
  readonly abandoned: number
  /** When requests may begin a sign-in again, after a refusal. */
  readonly waitsUntilMs: number
}

/** Codes that requests alone had sent, beyond one for each sign-in that came to its end. */
interface InVain {
  readonly atMs: number
  readonly codes: number
}

/** How a call ended. */
type Outcome = { readonly token?: string | undefined } | { readonly error: unknown }

/** One session lives through a story. Throws at whatever must not happen. */
export class Play {
  readonly #local: LocalCognito
  readonly #clock: FakeClock
  readonly #network: Network
  readonly #answers: Answers
  readonly #session: Cognito
  readonly #user: Story['user']
  #signedIn = 0
  #abandoned = 0
  readonly #inVain: InVain[] = []
  /** authenticate() was called: what is refused then need not be the session's own password. */
  #hasOtherPassword = false
  /** The challenge that a person could answer. */
  #open: Challenge | undefined

  private constructor(local: LocalCognito, clock: FakeClock, story: Story) {
    this.#local = local
    this.#clock = clock
    this.#user = story.user
    this.#network = new Network(local, clock, story.fates)
    this.#answers = new Answers(local, clock, story.replies)
    const { userPoolId, clientId, endpoint } = local
    this.#session = new Cognito({
      ...ALICE,
      userPoolId,
      clientId,
      endpoint,
      clock,
      fetch: this.#network.fetch,
      authFlow: story.user === 'riddles' ? 'CUSTOM_AUTH' : story.authFlow,
      // Half of every bound: the waits between attempts are the same in every run.
      random: length => new Uint8Array(length).fill(128),
      ...(story.hasHandlers && { challenges: this.#answers.handlers }),
    })
    this.#session.on('signedIn', () => void this.#signedIn++)
  }

  static async of(story: Story): Promise<Play> {
    const clock = new FakeClock(STARTS_AT)
    return new Play(await createPool(clock, story), clock, story)
  }

  async perform(step: Step): Promise<void> {
    if (step.kind === 'wait') return this.#clock.advance({ seconds: step.seconds })
    if (step.kind === 'pool') return this.#changePool(step.change)
    const before = this.#sent()
    const { delivered } = this.#network
    const known = delivered.length
    const outcomes = await this.#settle(Promise.all(step.calls.map(call => this.#make(call))))
    this.#assertNoStorm(step.calls, before)
    this.#assertFewCodes(step.calls, before)
    this.#hasOtherPassword ||= step.calls.some(({ kind }) => kind === 'authenticate')
    for (const [i, outcome] of outcomes.entries()) this.#assertHonest(step.calls, i, outcome, known)
    this.#assertTokensAreThePools()
  }

  /** Whatever has happened: with a calm network, time, and right answers a sign-in succeeds. */
  async end(): Promise<void> {
    this.#network.calm()
    this.#answers.calm()
    this.#local.user(ALICE.username).setEnabled(true)
    this.#clock.advance({ seconds: 3600 })
    const handlers = this.#answers.handlers
    const outcome = await this.#settle(
      outcomeOf(this.#session.authenticate({ ...this.#credentials(true), challenges: handlers })),
    )
    if ('error' in outcome) throw new Error('stuck: no sign-in succeeds any more', { cause: outcome.error })
    this.#assertTokensAreThePools()
    await this.#settle(this.#session.close())
  }

  // ---- calls

  async #make(call: Call): Promise<Outcome> {
    const outcome = await outcomeOf(this.#call(call))
    if (!('error' in outcome)) return outcome
    const { error } = outcome
    if (error instanceof ChallengeError) this.#open = error.challenge
    const isAborted = error instanceof DOMException && error.name === 'AbortError'
    if (isAborted) this.#abandoned++
    if (!isAborted && !isPoolpassError(error))
      throw new Error(`${call.kind} failed with an error that is not ours`, { cause: error })
    return outcome
  }

  async #call(call: Call): Promise<string | undefined> {
    const session = this.#session
    switch (call.kind) {
      case 'authenticate':
        await session.authenticate(this.#credentials(call.isRight))
        return session.accessToken
      case 'token':
        return session.token(ACCESS, this.#abortAfter(call.abortsAfterSeconds))
      case 'renew':
        await session.renewAccessToken()
        return session.accessToken
      case 'respond':
        return this.#respond(call.reply)
      case 'logout':
        await session.logout()
        return session.accessToken
    }
  }

  #credentials(isRight: boolean): { password?: string } {
    if (this.#user === 'riddles') return {}
    return { password: isRight ? this.#answers.password : 'Wrong-Horse-9' }
  }

  #abortAfter(seconds: number): { signal?: AbortSignal } {
    if (seconds === 0) return {}
    const controller = new AbortController()
    void this.#clock.sleep(seconds * 1000).then(() => controller.abort())
    return { signal: controller.signal }
  }

  async #respond(reply: Reply): Promise<string | undefined> {
    const challenge = this.#open
    if (!challenge) return undefined
    const answer = await this.#answers.toChallenge(challenge, reply, () => this.#associate(challenge))
    await this.#session.respond(answer.challenge ?? challenge, answer.value as never)
    return this.#session.accessToken
  }

  async #associate(challenge: Challenge) {
    return this.#session.associateSoftwareToken({ challenge })
  }

  #changePool(change: 'revoke' | 'disable' | 'enable'): void {
    const user = this.#local.user(ALICE.username)
    if (change === 'revoke') user.revokeRefreshTokens()
    else user.setEnabled(change === 'enable')
  }

  // ---- what must hold

  /** A call that succeeds has a token that the pool issued; a sign-in one that was issued to it; a logout has none. */
  #assertHonest(calls: readonly Call[], index: number, outcome: Outcome, known: number): void {
    const kind = calls[index]?.kind
    if ('error' in outcome) return
    const { token } = outcome
    if (kind === 'logout') {
      if (token !== undefined && calls.length === 1) throw new Error('there is a token after logout()')
      return
    }
    // Another call may have ended the session in the same moment; an answer may wait for a challenge.
    const mayBeEmpty = kind === 'respond' || calls.some(other => other.kind === 'logout')
    if (token === undefined && mayBeEmpty) return
    const issued = this.#network.delivered.slice(kind === 'authenticate' ? known : 0)
    if (token === undefined || !issued.some(({ accessToken }) => accessToken === token)) {
      throw new Error(`${kind} succeeded without a token that the pool issued to it`)
    }
    const isOver = Number(decodeJwt(token).exp) * 1000 <= this.#clock.wallMs() - STEP_SECONDS * 1000
    if (kind === 'token' && isOver) throw new Error('token() gave one that has expired')
  }

  #assertTokensAreThePools(): void {
    const { accessToken } = this.#session
    const { delivered } = this.#network
    if (accessToken !== undefined && !delivered.some(other => other.accessToken === accessToken)) {
      throw new Error('the session has a token that the pool did not issue')
    }
    const signIns = delivered.filter(({ operation }) => operation !== 'GetTokensFromRefreshToken')
    if (this.#signedIn > signIns.length) throw new Error('reported more sign-ins than the pool let through')
    if (this.#session.explain().state === 'signed-in' && delivered.length === 0) throw new Error('signed in to nothing')
  }

  #sent = (): Sent => ({
    starts: this.#local.counts.of('InitiateAuth'),
    renewals: this.#local.counts.of('GetTokensFromRefreshToken'),
    codes: this.#local.inbox.length,
    repeated: this.#network.repeated,
    doubled: this.#network.doubled,
    signedIn: this.#signedIn,
    abandoned: this.#abandoned,
    waitsUntilMs: this.#waitsUntilMs(),
  })

  /** R11, R13: a challenge holds for every password, a refusal for the one that was refused. */
  #waitsUntilMs(): number {
    const { state, lastRefusal, nextAttemptAt } = this.#session.explain()
    const isHeld = lastRefusal?.code === 'ERR_POOLPASS_CHALLENGE' || !this.#hasOtherPassword
    return state === 'refused' && isHeld ? Number(nextAttemptAt ?? 0) : 0
  }

  /** A call begins one sign-in or renewal at most, requests share one, and what came to nothing is sent again. */
  #assertNoStorm(calls: readonly Call[], before: Sent): void {
    const now = this.#sent()
    const attended = calls.filter(call => !isUnattended(call)).length
    const most = attended + (calls.some(isUnattended) ? 1 : 0) + now.repeated - before.repeated + now.abandoned
    const counted = ['starts', 'renewals'] as const
    const excess = counted.find(name => now[name] - before[name] > most)
    const story = calls.map(({ kind }) => kind).join(', ')
    if (excess) throw new Error(`${now[excess] - before[excess]} ${excess} instead of ${most} at most, for ${story}`)
    const mustWait = before.waitsUntilMs > this.#clock.wallMs() && attended + now.abandoned === 0
    if (mustWait && now.starts > before.starts) throw new Error(`a sign-in was begun too early, for ${story}`)
  }

  /** However many answers are lost: codes cost money, and somebody's patience. */
  #assertFewCodes(calls: readonly Call[], before: Sent): void {
    const now = this.#sent()
    const attended = calls.filter(call => !isUnattended(call)).length
    const signIns = attended + (calls.some(isUnattended) ? 1 : 0) + now.abandoned
    const codes = now.codes - before.codes - (now.doubled - before.doubled)
    if (codes > signIns * MOST_CODES) throw new Error(`${codes} codes for ${signIns} sign-ins at most`)
    if (attended + now.abandoned > 0) return
    const atMs = this.#clock.wallMs()
    this.#inVain.push({ atMs, codes: codes - (now.signedIn - before.signedIn) })
    const recent = this.#inVain.filter(other => atMs - other.atMs < HOUR_MS)
    const sum = recent.reduce((total, other) => total + other.codes, 0)
    if (sum > MOST_CODES_AN_HOUR) throw new Error(`${sum} codes in vain within an hour`)
  }

  // ---- time

  /** Waits for the end of a call; whenever nothing but sleepers is left to wait for, time goes on. */
  async #settle<T>(promise: Promise<T>): Promise<T> {
    let isSettled = false
    const settled = () => {
      isSettled = true
    }
    promise.then(settled, settled)
    const latestMs = this.#clock.monotonicMs() + LONGEST_SECONDS * 1000
    let lastStepAt = performance.now()
    while (!isSettled) {
      await turn()
      const isIdle = performance.now() - lastStepAt > LONGEST_IDLE_MS
      if (!isSettled && (isIdle || this.#clock.monotonicMs() > latestMs)) throw new Error('a call never ends')
      if (isSettled || this.#network.inFlight > 0 || this.#clock.sleeping === 0) continue
      this.#clock.advance({ seconds: STEP_SECONDS })
      lastStepAt = performance.now()
    }
    return promise
  }
}

function isUnattended({ kind }: Call): boolean {
  return kind === 'token' || kind === 'renew'
}

async function outcomeOf(work: Promise<unknown>): Promise<Outcome> {
  try {
    const token = await work
    return { token: typeof token === 'string' ? token : undefined }
  } catch (error) {
    return { error }
  }
}
