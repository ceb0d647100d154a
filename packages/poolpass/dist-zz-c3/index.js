import {
  customAttributes
} from "./chunks/core.js";
import {
  checkDevice,
  inTime,
  isPasswordless,
  isUnattended
} from "./chunks/core.js";
import {
  loadVerification,
  prepareVerification
} from "./chunks/core.js";
import {
  heldFromCaller,
  heldFromPool,
  heldFromStore,
  isNewer,
  isRenewable,
  lifetimeMs,
  tokenAgeMs,
  tokenOf
} from "./chunks/core.js";
import {
  createAuthFetch,
  globalFetch
} from "./chunks/core.js";
import {
  Origins
} from "./chunks/core.js";
import {
  isRequest,
  viewKey
} from "./chunks/core.js";
import {
  checkHandlers
} from "./chunks/core.js";
import {
  CustomChallengeChallengeError,
  DevicePasswordVerifierChallengeError,
  DeviceSrpAuthChallengeError,
  EmailOtpChallengeError,
  MfaSetupChallengeError,
  NewPasswordRequiredChallengeError,
  PasswordChallengeError,
  PasswordSrpChallengeError,
  SelectChallengeChallengeError,
  SelectMfaTypeChallengeError,
  SmsMfaChallengeError,
  SmsOtpChallengeError,
  SoftwareTokenMfaChallengeError,
  WebAuthnChallengeError,
  checkSecretSource,
  checkUrl,
  createAppClient,
  readSecret,
  revokeRefreshToken,
  signOutEverywhere
} from "./chunks/core.js";
import {
  AUTH_FLOWS,
  FIRST_FACTORS,
  leftUnanswered,
  runOutside,
  signInWithSrp
} from "./chunks/core.js";
import {
  Challenge,
  ChallengeError,
  decodeClaims,
  readChallenge
} from "./chunks/core.js";
import {
  isDevice
} from "./chunks/core.js";
import {
  bytesToBase64,
  equalBytes,
  hmacSha256,
  utf8
} from "./chunks/chunk-MAMQRXUF.js";
import {
  ageMs,
  backoffMs,
  exchange,
  instant,
  raceSignal,
  regionIssuers,
  scrubError,
  systemClock
} from "./chunks/core.js";
import {
  CognitoServiceError,
  NotSignedInError,
  OriginError,
  PoolpassError,
  SessionExpiredError,
  SignedOutError,
  SrpError,
  TokenError,
  UnavailableError,
  checkFlag,
  checkFunction,
  checkObject,
  checkOptions,
  checkSignal,
  checkText,
  checkTextMap,
  copyError,
  invalidOption,
  isPoolpassError,
  oneOf,
  refuseUnknownOptions,
  unchecked
} from "./chunks/chunk-TZDYBQAD.js";

// packages/poolpass/src/session/explanation.ts
function describeError(error) {
  return error && { code: error.code, name: error.name, message: error.message };
}

// packages/poolpass/src/session/failures.ts
function signedOut(isDeleted) {
  const message = isDeleted ? "deleteUser() ended this session: its user is gone" : "logout() ended this session: call authenticate() of the Cognito (`auth.cognito`) to start another";
  return new SignedOutError("ERR_POOLPASS_SIGNED_OUT", message);
}
function missingSession(hadSession, renewalRefused) {
  const remedy = "call authenticate() of the Cognito (`auth.cognito`), or give it a username and a password";
  if (!hadSession) return new NotSignedInError("ERR_POOLPASS_NOT_SIGNED_IN", `there is no session yet: ${remedy}`);
  const message = `the session has expired: ${remedy}`;
  return new SessionExpiredError("ERR_POOLPASS_SESSION_EXPIRED", message, { cause: renewalRefused });
}
var SupersededError = class extends NotSignedInError {
};
function superseded() {
  const message = "a later sign-in or logout() took the place of this one";
  return new SupersededError("ERR_POOLPASS_NOT_SIGNED_IN", message);
}
function closed() {
  const message = "close() ended this sign-in, which waited for an answer";
  return new NotSignedInError("ERR_POOLPASS_NOT_SIGNED_IN", message);
}
function copyOf(error) {
  return error instanceof PoolpassError ? copyError(error) : error;
}
async function ownError(work) {
  try {
    return await work;
  } catch (error) {
    throw copyOf(error);
  }
}
async function outcomeOf(work) {
  const [outcome] = await Promise.allSettled([work]);
  return outcome;
}

// packages/poolpass/src/session/diagnostics.ts
var found;
function diagnosticsChannel() {
  if (found !== void 0) return found;
  const { process } = globalThis;
  found = process?.getBuiltinModule?.("node:diagnostics_channel") ?? null;
  return found;
}
function publish(event, message) {
  const name = `poolpass:${event}`;
  const channels = diagnosticsChannel();
  if (channels?.hasSubscribers(name)) channels.channel(name).publish(message());
}

// packages/poolpass/src/session/events.ts
var checkEvent = oneOf([
  "signedIn",
  "renewed",
  "signInFailed",
  "renewalFailed",
  "signedOut",
  "challenge",
  "deviceConfirmed",
  "deviceForgotten",
  "deviceFailed",
  "storeFailed",
  "backgroundFailed",
  "verificationDeferred"
]);
var Emitter = class {
  #source;
  #listeners;
  constructor({ userPoolId, clientId }) {
    this.#source = { userPoolId, clientId };
  }
  /** @returns A function that takes the listener off again. */
  on(event, listener) {
    checkEvent("event", event);
    checkFunction("listener", listener);
    this.#listeners ??= /* @__PURE__ */ new Map();
    const listeners = this.#listeners.get(event) ?? /* @__PURE__ */ new Set();
    this.#listeners.set(event, listeners.add(listener));
    return () => listeners.delete(listener);
  }
  /** A listener's own exception is its own: it is reported as uncaught, and changes nothing here. */
  emit(event, payload) {
    for (const listener of this.#listeners?.get(event) ?? []) {
      try {
        ;
        listener(payload);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
    publish(event, () => ({ ...this.#source, ...payload }));
  }
  clear() {
    this.#listeners = void 0;
  }
};

// packages/poolpass/src/session/flights.ts
var Flights = class {
  #clock;
  #longestMs;
  #current;
  /** All that is under way, also what does not count any more. */
  #unsettled;
  #generation = 0;
  #isClosing = false;
  constructor(clock, longestMs) {
    this.#clock = clock;
    this.#longestMs = longestMs;
  }
  /** Whether no later work, and no end, has made that generation's results obsolete. */
  counts(generation) {
    return generation === this.#generation;
  }
  /** Joins the work under way, or starts this. R20: a flight beyond its deadline (a frozen process) is taken over. */
  join(work) {
    const current = this.#current;
    const isInTime = !current?.startedAt || ageMs(this.#clock, current.startedAt) <= this.#longestMs;
    if (current && isInTime) return current.promise;
    return this.replace(work);
  }
  /** Starts this, whatever is under way. */
  replace(work) {
    this.#unsettled ??= /* @__PURE__ */ new Set();
    const unsettled = this.#unsettled;
    const flight = { startedAt: instant(this.#clock), promise: Promise.resolve() };
    this.#abandon(flight);
    flight.promise = work(++this.#generation).finally(() => {
      unsettled.delete(flight.promise);
      if (this.#current === flight) this.#current = void 0;
    });
    unsettled.add(flight.promise);
    flight.promise.catch(() => {
    });
    return flight.promise;
  }
  /** The work waits for the caller's own code, such as a prompt: that may take as long as it likes. */
  #pause(generation) {
    if (!this.#current || !this.counts(generation)) return;
    this.#current.startedAt = void 0;
    if (this.#isClosing) this.end(closed());
  }
  /** The work goes on, and its time counts from here. */
  #resume(generation) {
    if (this.#current && this.counts(generation)) this.#current.startedAt = instant(this.#clock);
  }
  /** Waits for the end, good or bad, of all that is under way now. */
  async settle() {
    await Promise.allSettled(this.#unsettled ?? []);
  }
  /** Waits for the same, but for nothing that waits for the caller's own code: that is ended. */
  async close() {
    this.#isClosing = true;
    this.endOutside(closed());
    await this.settle();
    this.#isClosing = false;
  }
  /**
   * Makes everything under way obsolete.
   *
   * @returns The last generation that is.
   */
  end(why) {
    this.#abandon(void 0, why);
    return this.#generation++;
  }
  /** Ends what waits for the caller's own code. */
  endOutside(why) {
    if (this.#current && !this.#current.startedAt) this.end(why);
  }
  /** What the caller's own code within that generation's work is told, and its time counted by. */
  outside(generation) {
    const flight = this.counts(generation) ? this.#current : void 0;
    const replaced = flight?.replaced ?? new AbortController();
    if (flight) flight.replaced = replaced;
    else replaced.abort(superseded());
    return { signal: replaced.signal, pause: () => this.#pause(generation), resume: () => this.#resume(generation) };
  }
  #abandon(next, why = superseded()) {
    const { replaced } = this.#current ?? {};
    this.#current = next;
    replaced?.abort(why);
  }
};

// packages/poolpass/src/session/keep-alive.ts
function keepAlive({ background }, events, work) {
  if (!background) return;
  try {
    background(work);
  } catch (error) {
    events.emit("backgroundFailed", { error });
  }
}

// packages/poolpass/src/session/monotonic-reader.ts
var TICK_MS = 1e3;
var DEAD_MS = 2 * TICK_MS;
var ticker;
var tickedMs;
var tickedWallMs;
var wasRead;
function monotonicReader(clock) {
  return clock === systemClock ? lastTickMs : () => clock.monotonicMs();
}
function lastTickMs(wallMs) {
  wasRead = true;
  const sinceMs = wallMs - tickedWallMs;
  if (ticker && sinceMs >= 0 && sinceMs < DEAD_MS) return tickedMs;
  readClocks(wallMs);
  if (ticker !== null) startTicking();
  return tickedMs;
}
function readClocks(wallMs = systemClock.wallMs()) {
  tickedMs = systemClock.monotonicMs();
  tickedWallMs = wallMs;
}
function startTicking() {
  const started = setInterval(() => tick(started), TICK_MS);
  const former = ticker;
  ticker = started.unref?.() ?? null;
  clearInterval(ticker ? former : started);
}
function tick(timer) {
  if (timer === ticker) {
    readClocks();
    if (wasRead) {
      wasRead = false;
      return;
    }
    ticker = void 0;
  }
  clearInterval(timer);
}

// packages/poolpass/src/session/ready-token.ts
var ReadyToken = class {
  #clock;
  #monotonicMs;
  #token;
  #untilWallMs = 0;
  #untilMonotonicMs = 0;
  constructor(clock) {
    this.#clock = clock;
    this.#monotonicMs = monotonicReader(clock);
  }
  /** Good until `forMs` after `since`, by whichever of the two clocks is there first. */
  set(token, { wallMs, monotonicMs }, forMs) {
    this.#token = token;
    this.#untilWallMs = wallMs + forMs;
    this.#untilMonotonicMs = monotonicMs + forMs;
  }
  clear() {
    this.#token = void 0;
  }
  /** `undefined` where the session has to be asked. */
  get() {
    const wallMs = this.#clock.wallMs();
    return wallMs < this.#untilWallMs && this.#monotonicMs(wallMs) < this.#untilMonotonicMs ? this.#token : void 0;
  }
};

// packages/poolpass/src/session/refusals.ts
var WAITS_MS = [6e4, 3e5, 12e5];
var CHALLENGE_SESSION_MS = 18e4;
var MOST_CREDENTIALS = 4;
function isChallengeError(error) {
  return error instanceof ChallengeError;
}
function isWorthRemembering(error, hasShownFactor = false) {
  if (!isPoolpassError(error) || error.code === "ERR_POOLPASS_CALLBACK") return false;
  return !error.retryable || hasShownFactor && error.code === "ERR_POOLPASS_UNAVAILABLE";
}
var Refusals = class {
  #clock;
  #byCredential;
  #last;
  /** The last sign-in's failure, whether it is one that is remembered or not. */
  failed;
  constructor(clock) {
    this.#clock = clock;
  }
  get last() {
    return this.#last;
  }
  /** Milliseconds until what was refused last may be tried again; 0 or less: it may. */
  get restMs() {
    return this.#last ? this.#restOf(this.#last) : 0;
  }
  /** The challenge at which the last sign-in stopped, for as long as that holds. */
  get challenge() {
    return isChallengeError(this.#last?.error) ? this.#errorOf(this.#last) : void 0;
  }
  /** What the last sign-in stopped at, whether that holds or not. */
  get pending() {
    return isChallengeError(this.#last?.error) ? this.#last.error.challenge : void 0;
  }
  /** Where the sign-in comes from that stopped at a challenge to that user. */
  originOf(username) {
    const { error, origin } = this.#last ?? {};
    return isChallengeError(error) && error.challenge.username === username ? origin : void 0;
  }
  /** What that credential was refused with, for as long as it is not to be tried again. */
  of(credentialTag2) {
    return this.#errorOf(this.#byCredential?.get(credentialTag2));
  }
  /** Remembers `error` and tells it when a next attempt may be made. */
  remember(error, origin) {
    this.failed = error;
    const key = origin.credentialTag ?? "";
    this.#byCredential ??= /* @__PURE__ */ new Map();
    const count = (this.#byCredential.get(key)?.count ?? 0) + 1;
    const pauseMs = WAITS_MS[Math.min(count, WAITS_MS.length) - 1];
    const waitMs = isChallengeError(error) ? CHALLENGE_SESSION_MS + pauseMs : pauseMs;
    this.#last = { error, origin, at: instant(this.#clock), waitMs, count };
    this.#byCredential.delete(key);
    this.#byCredential.set(key, this.#last);
    const [oldest] = this.#byCredential.keys();
    if (oldest !== void 0 && this.#byCredential.size > MOST_CREDENTIALS) this.#byCredential.delete(oldest);
    error.retryAt = new Date(this.#clock.wallMs() + waitMs);
    if (isChallengeError(error)) return;
    const isAboutPassword = error.code === "ERR_POOLPASS_WRONG_CREDENTIALS" && !error.name.startsWith("UserNotFound");
    const other = isAboutPassword ? "; a wrong `userPoolId` looks the same" : "";
    error.message += ` (not tried again unasked before ${error.retryAt.toISOString()}${other})`;
  }
  /** The challenge at which the last sign-in stopped has become another one. */
  amend(error) {
    if (this.#last) this.#last.error = error;
    this.failed = error;
  }
  clear() {
    this.#byCredential = void 0;
    this.#last = void 0;
    this.failed = void 0;
  }
  #restOf(refusal) {
    return refusal.waitMs - ageMs(this.#clock, refusal.at);
  }
  #errorOf(refusal) {
    const restMs = refusal ? this.#restOf(refusal) : 0;
    if (!refusal || restMs <= 0) return void 0;
    const retryAtMs = this.#clock.wallMs() + restMs;
    const toldMs = refusal.error.retryAt?.getTime() ?? 0;
    return copyError(refusal.error, new Date(Math.abs(retryAtMs - toldMs) < 1e3 ? toldMs : retryAtMs));
  }
};

// packages/poolpass/src/session/renewal-backoff.ts
var FIRST_WAIT_MS = 1e3;
var LONGEST_WAIT_MS = 6e4;
var MISCONFIGURED_WAIT_MS = 3e5;
var MISCONFIGURATIONS = ["ERR_POOLPASS_CONFIGURATION", "ERR_POOLPASS_SECRET_MISMATCH"];
var RenewalBackoff = class {
  #client;
  #last;
  #failures = 0;
  constructor(client) {
    this.#client = client;
  }
  /** What the last renewal failed with, if it has failed since one succeeded. */
  get error() {
    return this.#last?.error;
  }
  /** Milliseconds until a renewal may be tried; 0 or less: now. */
  get restMs() {
    return this.#last ? this.#last.waitMs - ageMs(this.#client.clock, this.#last.since) : 0;
  }
  failed(error) {
    const { clock, randomFraction } = this.#client;
    const jitteredMs = backoffMs(this.#failures++, randomFraction(), FIRST_WAIT_MS, LONGEST_WAIT_MS);
    this.#last = {
      error,
      since: instant(clock),
      waitMs: MISCONFIGURATIONS.includes(error.code) ? MISCONFIGURED_WAIT_MS : jitteredMs
    };
  }
  clear() {
    this.#last = void 0;
    this.#failures = 0;
  }
};

// packages/poolpass/src/session/revocation.ts
async function endAtPool(client, accessToken, own, late) {
  const everywhere = accessToken && await outcomeOf(endEverywhere(client, accessToken));
  const refreshTokens = new Set(late);
  if (own !== void 0 && everywhere?.status !== "fulfilled") refreshTokens.add(own);
  const revoked = await outcomeOf(Promise.all([...refreshTokens].map((token) => revokeRefreshToken(client, token))));
  if (everywhere?.status === "rejected") throw everywhere.reason;
  if (revoked.status === "rejected") throw revoked.reason;
}
async function endEverywhere(client, accessToken) {
  if (accessToken.status === "rejected") throw accessToken.reason;
  await signOutEverywhere(client, accessToken.value);
}

// packages/poolpass/src/session/signer.ts
var loadRest = () => import("./chunks/rest-75ATN4DF.js");
async function leaveUnanswered(_, challenge) {
  throw leftUnanswered(challenge);
}
var Signer = class {
  #pool;
  #events;
  setup;
  /** What the pool has forgotten is not shown to it again. */
  #forgotten;
  /** @throws {TypeError} naming the option. */
  constructor(pool, events, options) {
    const { username, authFlow, preferredChallenge, challenges, device } = options;
    checkDevice(device);
    this.#pool = pool;
    this.#events = events;
    this.setup = { username, authFlow, preferredChallenge, challenges, device };
  }
  /** The session's own means, with what one sign-in has instead. */
  means(own = {}) {
    const { authFlow, preferredChallenge, challenges } = this.setup;
    return {
      authFlow: own.authFlow ?? authFlow,
      preferredChallenge: own.preferredChallenge ?? preferredChallenge,
      challenges: { ...challenges, ...own.challenges }
    };
  }
  async signIn({ username, password, clientMetadata, means, session }, around) {
    const { authFlow, preferredChallenge, challenges } = means;
    const { client } = this.#pool;
    const run = async (device) => {
      const options = { ...this.#flowOptions(around, challenges, device), username, clientMetadata };
      if (password !== void 0 && (authFlow ?? "USER_SRP_AUTH") === "USER_SRP_AUTH")
        return signInWithSrp(client, { onChallenge: leaveUnanswered, ...options, password });
      return (await loadRest()).signIn(client, { ...options, password, authFlow, preferredChallenge, session });
    };
    return this.#withDevice(run, around);
  }
  /** Answers a challenge; the session's handlers answer those that come after it. */
  async respond(challenge, answer, clientMetadata, around) {
    const { respondToChallenge } = await loadRest();
    let isTaken = false;
    const onTaken = () => {
      isTaken = true;
    };
    const run = async (device) => {
      const options = { ...this.#flowOptions(around, this.setup.challenges, device), clientMetadata, onTaken };
      return respondToChallenge(this.#pool.client, challenge, answer, options);
    };
    return this.#withDevice(run, around, () => !isTaken);
  }
  /** A device that the pool does not know is forgotten, and all is done once more without it, if it can be. */
  async #withDevice(run, around, isRepeatable = () => true) {
    const device = await this.deviceFor(around);
    try {
      return await run(device);
    } catch (error) {
      if (!device || !isPoolpassError(error, "ERR_POOLPASS_DEVICE_UNKNOWN")) throw error;
      await this.forget(around.storedAs, device.deviceKey);
      if (!isRepeatable()) throw error;
      return run();
    }
  }
  /** The pool does not know a device any more. */
  async forget(storedAs, deviceKey) {
    if (deviceKey === void 0 || deviceKey === this.#forgotten) return;
    this.#forgotten = deviceKey;
    if (storedAs !== void 0) await (await this.#devices()).forget(storedAs, deviceKey);
  }
  /** Confirms the device that the session was handed out, unless none is wanted. Throws what it failed with. */
  async confirm(held, signal) {
    return this.setup.device === false ? void 0 : (await this.#devices()).confirm(held, signal);
  }
  /** Keeps a device that was confirmed, where the caller wants it to be kept. */
  async keep(storedAs, device) {
    await (await this.#devices()).save(storedAs, device);
  }
  async #devices() {
    const { Devices } = await import("./chunks/devices-OE6YEWWP.js");
    return new Devices(this.#pool.client, this.setup.device, this.#events);
  }
  #flowOptions(around, handlers = {}, device) {
    const { onNewPassword, traces } = around;
    if (!device && Object.keys(handlers).length === 0) return { onNewPassword, traces };
    const rest = loadRest();
    rest.catch(() => {
    });
    const asking = { ...around, handlers };
    return {
      device,
      onNewPassword,
      traces,
      onChallenge: async (flow, challenge) => (await rest).answerByHandlers(flow, challenge, asking)
    };
  }
  /** The device to name: the session's own, or the one that was given for its user. */
  async deviceFor({ storedAs, device: kept, ...outside }) {
    const { device, username = storedAs } = this.setup;
    if (device === false) return void 0;
    const isUsable = (it) => isDevice(it) && it.deviceKey !== this.#forgotten;
    if (isUsable(kept)) return kept;
    if (!device || isDevice(device)) return username === storedAs && isUsable(device) ? device : void 0;
    const loaded = await runOutside(outside, async () => (await this.#devices()).load(storedAs));
    return isUsable(loaded) ? loaded : void 0;
  }
};

// packages/poolpass/src/session/credential-tag.ts
async function credentialTag(password, owner) {
  return bytesToBase64(await hmacSha256(utf8(password), utf8(owner)));
}
function sameTag(one, other) {
  return equalBytes(utf8(one), utf8(other));
}

// packages/poolpass/src/session/stored-sessions.ts
var KEEP_SECONDS = 30 * 86400;
var MOST_ROUNDS = 3;
var MOST_RETRIES = 8;
var StoredSessions = class {
  #pool;
  #events;
  #stopped;
  constructor(pool, events) {
    this.#pool = pool;
    this.#events = events;
  }
  /** Pool, client and username: the store's key, and what a credential's tag is bound to. */
  key(storedAs) {
    const { userPoolId, clientId } = this.#pool.client;
    return `poolpass:${userPoolId}:${clientId}:${storedAs}`;
  }
  /**
   * @param held What this session has.
   * @returns A stored session of the same origin that is newer; its signatures are checked.
   */
  async newer(origin, held) {
    const { storedAs, credentialTag: credentialTag2 } = origin;
    if (storedAs === void 0 || credentialTag2 === void 0) return void 0;
    return this.#orEvent("read", void 0, async () => {
      const entry = await this.#inTime(this.#pool.store.read(this.key(storedAs)));
      if (!isOfCredential(entry, credentialTag2) || entry.version === held?.storeVersion) return void 0;
      const stored = heldFromStore(entry, storedAs, this.#pool.client.randomFraction());
      if (!isNewer(stored, held)) return void 0;
      const { verifySession } = await loadVerification();
      await verifySession(this.#pool, stored, true);
      stored.trusted = true;
      return stored;
    });
  }
  async delete(storedAs) {
    await this.#orEvent("delete", void 0, () => this.#inTime(this.#pool.store.delete(this.key(storedAs))));
  }
  /** Waits for this session's turn where the store has a lock. Without it, or if it fails, correctness is the same. */
  async lock(storedAs) {
    const { store, client } = this.#pool;
    if (!store.lock || storedAs === void 0) return async () => {
    };
    const turn = store.lock(this.key(storedAs));
    const unlock = await this.#orEvent("lock", void 0, () => this.#inTime(turn, client.deadlineMs));
    if (unlock === void 0) turn.then((release) => release()).catch(() => {
    });
    return async () => this.#orEvent("lock", void 0, async () => unlock?.());
  }
  /** Writes the session. When that fails, writing goes on beside, for as long as `isCurrent` says so. */
  async save(held, isCurrent) {
    if (await this.#trySave(held)) return;
    const { clock, randomFraction } = this.#pool.client;
    this.#stopped ??= new AbortController();
    const { signal } = this.#stopped;
    const goOn = async () => {
      for (let attempt = 0; attempt < MOST_RETRIES; attempt++) {
        await clock.sleep(backoffMs(attempt, randomFraction(), 500, 6e4), signal);
        if (!isCurrent() || await this.#trySave(held)) return;
      }
    };
    const work = goOn();
    work.catch(() => {
    });
    keepAlive(this.#pool, this.#events, work);
  }
  /** Gives up on writes that are waiting to be tried again. */
  stop() {
    this.#stopped?.abort();
    this.#stopped = void 0;
  }
  /** @returns Whether there is nothing left to write. */
  async #trySave(held) {
    const { storedAs, credentialTag: credentialTag2, username, tokens, device } = held;
    if (storedAs === void 0 || credentialTag2 === void 0) return true;
    const { store } = this.#pool;
    const key = this.key(storedAs);
    const value = { format: 1, username, tokens, credentialTag: credentialTag2, ...device && { device } };
    return this.#orEvent("write", false, async () => {
      for (let round = 0; round < MOST_ROUNDS; round++) {
        const options = { ifVersion: held.storeVersion ?? null, expiresInSeconds: KEEP_SECONDS };
        const written = await this.#inTime(store.write(key, value, options));
        if (written === void 0) {
          const entry = await this.#inTime(store.read(key));
          if (supersedes(entry, held, storedAs)) return true;
          held.storeVersion = entry?.version;
          continue;
        }
        held.storeVersion = written;
        return true;
      }
      throw new Error("the entry changed at every attempt to write it");
    });
  }
  async #orEvent(operation, otherwise, run) {
    try {
      return await run();
    } catch (error) {
      this.#events.emit("storeFailed", { operation, error: scrubError(error, {}) });
      return otherwise;
    }
  }
  /** A store that gives no answer must not hold up a sign-in, a renewal or a logout. */
  #inTime(work, limitMs) {
    return inTime(this.#pool.client, "the store", work, limitMs);
  }
};
function supersedes(entry, held, storedAs) {
  if (entry === void 0) return held.storeVersion !== void 0;
  try {
    return isNewer(heldFromStore(entry, storedAs, 0), { ...held, storeVersion: void 0 });
  } catch {
    return false;
  }
}
function isOfCredential(entry, tag) {
  const { format, username, tokens, credentialTag: credentialTag2 } = entry?.value ?? {};
  if (format !== 1 || typeof username !== "string" || typeof tokens?.accessToken !== "string") return false;
  return typeof credentialTag2 === "string" && sameTag(credentialTag2, tag);
}

// packages/poolpass/src/session/holding.ts
var Holding = class {
  pool;
  events;
  stored;
  refusals;
  backoff;
  flights;
  signer;
  /** What of {@link held} may be sent for a while. */
  ready;
  #held;
  isSignedOut = false;
  /** Signed out for good, unless somebody signs in under another name. */
  isDeleted = false;
  /** Flights up to this generation were under way at a logout: what they bring is revoked. */
  #endedGeneration = 0;
  /** Refresh tokens that came in after a logout. */
  unrevoked = [];
  #saving;
  constructor(pool, options) {
    const { clock, deadlineMs, attemptTimeoutMs } = pool.client;
    this.pool = pool;
    this.events = new Emitter(pool.client);
    this.stored = new StoredSessions(pool, this.events);
    this.refusals = new Refusals(clock);
    this.backoff = new RenewalBackoff(pool.client);
    this.flights = new Flights(clock, deadlineMs + attemptTimeoutMs);
    this.signer = new Signer(pool, this.events, options);
    this.ready = { access_token: new ReadyToken(clock), id_token: new ReadyToken(clock) };
    this.#held = heldFromCaller(options);
  }
  get held() {
    return this.#held;
  }
  set held(held) {
    this.#held = held;
    this.#clearReady();
  }
  /** The next request waits for a renewal. */
  invalidate(held) {
    held.invalidated = true;
    this.#clearReady();
  }
  #clearReady() {
    this.ready.access_token.clear();
    this.ready.id_token.clear();
  }
  ageMs(held, type) {
    const { clock, serviceClock } = this.pool.client;
    return tokenAgeMs(held, type, clock, serviceClock);
  }
  /** The token until its true expiry, whatever else is known about it. */
  tokenNow(type) {
    const held = this.held;
    const times = held?.times[type];
    return held?.trusted && times && this.ageMs(held, type) < lifetimeMs(times) ? tokenOf(held, type) : void 0;
  }
  /** @param previous The session that the tokens renew. */
  async takeOver(result, origin, generation, previous) {
    const held = heldFromPool(result, origin, previous, this.pool.client.randomFraction());
    const isRotated = previous !== void 0 && previous.tokens.refreshToken !== held.tokens.refreshToken;
    const loaded = loadVerification();
    let deferral;
    try {
      const verification = await loaded;
      deferral = await verification.verifyIssued(this.pool, held, previous?.sub);
    } catch (error) {
      if (isRotated) await this.#keepRotated(previous, held, generation);
      throw error;
    }
    held.trusted = true;
    if (!this.#mayAccept(generation, previous)) return this.#discard(held, generation, previous);
    const saving = this.stored.save(held, () => this.held === held);
    this.#saving = saving;
    if (isRotated || this.pool.background === false) await saving;
    else keepAlive(this.pool, this.events, saving);
    if (!this.#mayAccept(generation, previous)) return this.#discard(held, generation, previous);
    this.held = held;
    this.isSignedOut = false;
    this.refusals.clear();
    this.backoff.clear();
    if (deferral !== void 0) {
      const verification = await loaded;
      const isCurrent = () => this.held === held;
      const giveUp = () => {
        this.held = void 0;
      };
      verification.deferVerification(this.pool, this.events, held, deferral, { isCurrent, giveUp });
    }
    return held;
  }
  /** The tokens could not be verified now, but the refresh token that they replaced is spent. */
  async #keepRotated(previous, unverified, generation) {
    const { refreshToken } = unverified.tokens;
    const isSameUser = previous.sub === void 0 || previous.sub === unverified.sub;
    if (refreshToken === void 0 || !isSameUser || !this.#mayAccept(generation, previous)) return;
    previous.tokens = { ...previous.tokens, refreshToken };
    await this.stored.save(previous, () => this.held === previous);
  }
  /** A renewal that was sent is kept as long as nothing newer has come: the old refresh token may be spent by it. */
  #mayAccept(generation, previous) {
    return this.flights.counts(generation) || previous !== void 0 && previous === this.held;
  }
  /** What a superseded flight brought is revoked: after a logout by that, else here. */
  #discard({ tokens }, generation, previous) {
    const { refreshToken } = tokens;
    if (refreshToken === void 0) return;
    if (generation <= this.#endedGeneration) this.unrevoked.push(refreshToken);
    else if (!previous)
      keepAlive(
        this.pool,
        this.events,
        endAtPool(this.pool.client, void 0, refreshToken, []).catch(() => {
        })
      );
  }
  /** Goes on with the store's session where the same credential made a newer one. */
  async adopt(origin, generation) {
    const newer = await this.stored.newer(origin, this.held);
    if (!newer || !this.flights.counts(generation)) return false;
    this.held = newer;
    return true;
  }
  /** The store's session where that is newer, else `held`. */
  async newerThan(held, generation) {
    const isReplaced = await this.adopt(held, generation);
    return isReplaced && this.held ? this.held : held;
  }
  /** The session goes on with something else about it, in the store too: behind any write that is still on its way. */
  async change(held, changes) {
    Object.assign(held, changes);
    const before = this.#saving;
    const save = async () => {
      await before;
      if (this.held === held) await this.stored.save(held, () => this.held === held);
    };
    this.#saving = save();
    await this.#saving;
  }
  /** The session goes on with a device that was confirmed. */
  async keepDevice(held, device) {
    await this.change(held, { device, newDevice: void 0 });
    if (held.storedAs !== void 0) await this.signer.keep(held.storedAs, device);
  }
  // ---- the end
  end() {
    const held = this.held;
    this.#endedGeneration = this.flights.end();
    this.isSignedOut = true;
    this.isDeleted = false;
    this.held = void 0;
    this.refusals.clear();
    this.backoff.clear();
    return held;
  }
  /** Takes the session out of the store, behind any write that is still on its way there. */
  async forget(storedAs) {
    await this.#saving;
    if (storedAs !== void 0) await this.stored.delete(storedAs);
  }
  /** Waits for what is under way, though not for the caller's own code. */
  async close() {
    await this.flights.close();
    this.stored.stop();
    await this.#saving;
    this.events.clear();
  }
  missingSession() {
    if (this.isSignedOut) return signedOut(this.isDeleted);
    const { tokens, renewalRefused } = this.held ?? {};
    return missingSession(Boolean(tokens?.accessToken) || renewalRefused !== void 0, renewalRefused);
  }
};

// packages/poolpass/src/session/one-answer.ts
var OneAnswer = class {
  #current;
  /** Sends an answer; one that is under way to the same challenge comes first, and is joined if it is the same. */
  send(session, answer, send) {
    const current = this.#current;
    const json = JSON.stringify(answer);
    if (session === void 0 || current?.session !== session) return this.#begin(session, json, send);
    if (current.answer === json) return current.work;
    return current.work.catch((error) => {
      const isTaken = isChallengeError(error);
      const isOver = error instanceof NotSignedInError;
      if (isTaken || isOver) throw error;
      return this.send(session, answer, send);
    });
  }
  #begin(session, answer, send) {
    const work = send().finally(() => {
      if (this.#current === current) this.#current = void 0;
    });
    const current = { session, answer, work };
    this.#current = current;
    return work;
  }
};

// packages/poolpass/src/session/session-options.ts
var AUTHENTICATE = {
  authFlow: oneOf(AUTH_FLOWS),
  preferredChallenge: oneOf(FIRST_FACTORS),
  challenges: (_, handlers) => void checkHandlers(handlers),
  username: checkText,
  password: checkSecretSource,
  session: checkText,
  clientMetadata: checkTextMap,
  signal: checkSignal
};
function meansBySession({ session: _, password, authFlow, ...means }) {
  if (password !== void 0) throw invalidOption("session", "takes the place of a password: give one of them");
  if (authFlow !== void 0 && authFlow !== "USER_AUTH") throw invalidOption("authFlow", "must be USER_AUTH");
  return { ...means, authFlow: "USER_AUTH" };
}

// packages/poolpass/src/session/sign-ins.ts
var loadRenewal = () => import("./chunks/renewal-2QKPXBEM.js");
var SignIns = class {
  #holding;
  /** The constructor's: the only credential for signing in unattended, and only ever under its own name. */
  username;
  #password;
  /** An authenticate() or respond() under way. */
  attended;
  #answering = new OneAnswer();
  /** Of the last sign-in, for the next one by the same credential. */
  #traces;
  last;
  constructor(holding, options) {
    this.#holding = holding;
    this.username = options.username;
    this.#password = options.password;
  }
  async authenticate(options) {
    checkOptions(options, AUTHENTICATE);
    const username = options.username ?? this.#holding.held?.storedAs ?? this.username;
    if (username === void 0) throw invalidOption("username", "is needed to sign in");
    const { session } = options;
    const own = username === this.username && session === void 0 ? this.#password : void 0;
    const source = options.password ?? own;
    const means = this.#holding.signer.means(session === void 0 ? options : meansBySession(options));
    const isEnough = source !== void 0 || session !== void 0 || isPasswordless(means);
    if (!isEnough) throw invalidOption("password", "is needed to sign in");
    options.signal?.throwIfAborted();
    const work = this.#attend(async (generation) => {
      const password = await this.#readPassword(source, username, generation);
      const origin = await this.#originOf(username, password);
      this.#noteSignIn("authenticate() was called");
      const { clientMetadata } = options;
      await this.#signIn({ username, password, session, clientMetadata, means }, origin, generation);
    });
    await raceSignal(ownError(work), options.signal);
  }
  async respond(challenge, answer, options) {
    checkOptions(options, { clientMetadata: checkTextMap, signal: checkSignal });
    options.signal?.throwIfAborted();
    const { client } = this.#holding.pool;
    const json = readChallenge(challenge, client.userPoolId, client.clientId);
    const origin = this.#originOfChallenge(json);
    const attend = () => this.#attend(async (generation) => {
      this.#noteSignIn("respond() was called");
      const respond = (around) => this.#holding.signer.respond(json, answer, options.clientMetadata, around);
      await this.#settleSignIn(respond, origin, generation, isChallengeError);
    });
    await raceSignal(ownError(this.#answering.send(json.session, answer, attend)), options.signal);
  }
  /** @throws {TypeError} when the challenge is another user's than the session's. */
  #originOfChallenge({ username, givenUsername = username }) {
    const asked = this.#holding.refusals.originOf(username);
    const storedAs = asked?.storedAs ?? this.#holding.held?.storedAs ?? this.username ?? givenUsername;
    if (!asked && this.#holding.held?.username !== username && ![givenUsername, username].includes(storedAs))
      throw invalidOption("challenge", "belongs to another user than this session");
    return { storedAs, credentialTag: asked?.credentialTag };
  }
  /**
   * The pool has taken a new password. What the old one has made goes on under the new one.
   *
   * @param storedAs The user's name as it was given.
   */
  async passwordChanged(storedAs, newPassword) {
    this.#keepPassword(storedAs, newPassword);
    const origin = await this.#originOf(storedAs, newPassword);
    const held = this.#holding.held;
    if (held?.storedAs !== storedAs || held.credentialTag === void 0) return;
    await this.#holding.change(held, origin);
  }
  /** The constructor's credentials, unless the session has become somebody else's. */
  ownCredentials() {
    const username = this.username;
    const password = this.#password;
    const isOwn = username !== void 0 && (this.#holding.held?.storedAs ?? username) === username;
    const suffice = password !== void 0 || isUnattended(this.#holding.signer.setup);
    return isOwn && suffice ? { username, password } : void 0;
  }
  /** R13: the caller's own function may be a prompt; its time is not ours. */
  async #readPassword(source, username, generation) {
    if (typeof source !== "function") return source;
    const read = runOutside(this.#holding.flights.outside(generation), () => readSecret("password", source));
    return this.#telling(read, username, generation);
  }
  /** A function is asked again at the next sign-in: it is for the caller to tell the new one. */
  #keepPassword(storedAs, newPassword) {
    if (storedAs === this.username && typeof this.#password === "string") this.#password = newPassword;
  }
  /** Without a password there is nothing to know its holder by: such a session is not stored. */
  async #originOf(storedAs, password) {
    const tag = password === void 0 ? void 0 : await credentialTag(password, this.#holding.stored.key(storedAs));
    return { storedAs, credentialTag: tag };
  }
  /** An authenticate() or respond(): it takes the place of whatever is under way. */
  #attend(work) {
    const attended = this.#holding.flights.replace(work).finally(() => {
      if (this.attended === attended) this.attended = void 0;
    });
    attended.catch(() => {
    });
    this.attended = attended;
    return attended;
  }
  async unattended(generation) {
    const credentials = this.ownCredentials();
    if (!credentials) throw this.#holding.missingSession();
    const challenge = this.#holding.refusals.challenge;
    if (challenge) throw challenge;
    const { username } = credentials;
    const password = await this.#readPassword(credentials.password, username, generation);
    const origin = await this.#originOf(username, password);
    const refusal = this.#holding.refusals.of(origin.credentialTag ?? "");
    if (refusal) throw refusal;
    if (await this.#holding.adopt(origin, generation)) return;
    if (!this.#holding.flights.counts(generation)) throw superseded();
    const { renewalRefused } = this.#holding.held ?? {};
    this.#noteSignIn(renewalRefused ? `renewal was refused: ${renewalRefused.message}` : "there was no session");
    await this.#signIn({ username, password, means: this.#holding.signer.means() }, origin, generation);
  }
  #noteSignIn(reason) {
    this.last = { reason, atMs: this.#holding.pool.client.clock.wallMs() };
  }
  async #signIn(request, origin, generation) {
    setImmediate(()=>prepareVerification(this.#holding.pool));
    const work = this.#settleSignIn((around) => this.#holding.signer.signIn(request, around), origin, generation);
    await this.#telling(work, request.username, generation);
  }
  /** Whoever waits for an unattended sign-in may tell nobody of its failure: those who watch the session are told. */
  async #telling(work, username, generation) {
    try {
      return await work;
    } catch (error) {
      if (this.#holding.flights.counts(generation) && isPoolpassError(error)) {
        this.#holding.refusals.failed = error;
        if (!isChallengeError(error)) this.#holding.events.emit("signInFailed", { username, error });
      }
      throw error;
    }
  }
  async #settleSignIn(run, { storedAs, credentialTag: credentialTag2 }, generation, remembers = isWorthRemembering) {
    let origin = { storedAs, credentialTag: credentialTag2 };
    const onNewPassword = async (newPassword) => {
      origin = await this.#originOf(storedAs, newPassword);
      this.#keepPassword(storedAs, newPassword);
    };
    loadRenewal().catch(() => {
    });
    const traces = this.#tracesFor(credentialTag2);
    const device = this.#holding.held?.storedAs === storedAs ? this.#holding.held.device : void 0;
    try {
      const result = await run({
        ...this.#holding.flights.outside(generation),
        storedAs,
        device,
        onNewPassword,
        traces
      });
      this.#traces = void 0;
      const held = await this.#holding.takeOver(result, origin, generation);
      if (held?.newDevice) await this.#confirmDevice(held, generation).catch(() => {
      });
      if (!this.#holding.flights.counts(generation)) throw superseded();
      this.#holding.events.emit("signedIn", { username: result.username });
    } catch (error) {
      if (this.#holding.flights.counts(generation) && remembers(error, traces.hasShownFactor)) {
        this.#holding.refusals.remember(error, origin);
        if (isChallengeError(error)) {
          this.#holding.isSignedOut = false;
          this.#holding.events.emit("challenge", {
            username: error.challenge.username,
            challengeName: error.challenge.name
          });
        }
      }
      throw error;
    }
  }
  /** The tag is of the user as well as of the password. */
  #tracesFor(credentialTag2) {
    const isSame = credentialTag2 !== void 0 && this.#traces?.credentialTag === credentialTag2;
    this.#traces = { credentialTag: credentialTag2, recover: isSame ? this.#traces?.recover : void 0 };
    return this.#traces;
  }
  async #confirmDevice(held, generation) {
    const { confirmDevice } = await loadRenewal();
    await confirmDevice(this.#holding, held, generation);
  }
};

// packages/poolpass/src/session/unauthorized.ts
var FIRST_WAIT_MS2 = 6e4;
var LONGEST_WAIT_MS2 = 9e5;
var UNKNOWN = "";
var UnauthorizedOrigins = class {
  #clock;
  #origins;
  constructor(clock) {
    this.#clock = clock;
  }
  /** Takes note of a 401. @returns Whether it may force a renewal. */
  mayForceRenewal(origin) {
    const known = this.#origins?.get(origin);
    const ageOfKnownMs = known ? ageMs(this.#clock, known.since) : 0;
    if (known && ageOfKnownMs < known.waitMs) return false;
    const isOld = !known || ageOfKnownMs > known.waitMs + LONGEST_WAIT_MS2;
    const waitMs = isOld || origin === UNKNOWN ? FIRST_WAIT_MS2 : Math.min(LONGEST_WAIT_MS2, known.waitMs * 2);
    this.#origins ??= /* @__PURE__ */ new Map();
    this.#origins.set(origin, { since: instant(this.#clock), waitMs });
    return true;
  }
  /** Takes note of any other answer. */
  accepted(origin) {
    if (this.#origins?.delete(origin) && this.#origins.size === 0) this.#origins = void 0;
  }
  /** Origins whose 401s force nothing at the moment. */
  get names() {
    const isWaiting = ([origin, { since, waitMs }]) => origin !== UNKNOWN && ageMs(this.#clock, since) < waitMs;
    return [...this.#origins ?? []].filter(isWaiting).map(([origin]) => origin);
  }
};

// packages/poolpass/src/session/session.ts
var Session = class {
  holding;
  signIns;
  unauthorized;
  constructor(pool, options) {
    this.holding = new Holding(pool, options);
    this.signIns = new SignIns(this.holding, options);
    this.unauthorized = new UnauthorizedOrigins(pool.client.clock);
  }
  get pool() {
    return this.holding.pool;
  }
  get events() {
    return this.holding.events;
  }
  get refusals() {
    return this.holding.refusals;
  }
  get username() {
    return this.holding.held?.username || this.signIns.username;
  }
  get held() {
    return this.holding.held;
  }
  /** R2, R3: the token if a request may leave with it at once. No I/O; past the soft expiry a renewal starts beside. */
  fresh(type) {
    const { held, ready } = this.holding;
    const times = held?.times[type];
    if (!held?.trusted || held.invalidated || !times) return void 0;
    const age = this.holding.ageMs(held, type);
    if (age >= times.hardMs) return void 0;
    if (age >= times.softMs && !this.#renewBeside(held)) return void 0;
    const token = tokenOf(held, type);
    if (token !== void 0 && held.requestedAt) ready[type].set(token, held.requestedAt, times.softMs);
    return token;
  }
  /** R1–R6: a token to send, waiting only as long as `signal` allows. */
  async token(type, signal) {
    signal?.throwIfAborted();
    return this.fresh(type) ?? raceSignal(this.#obtain(type), signal);
  }
  /**
   * R7: takes note that `origin` answered 401 to `token`.
   *
   * @returns Another token, worth one replay; `undefined` when there is none to be had.
   */
  async replaceRefused(token, type, origin, signal) {
    this.invalidate(token, origin);
    if (this.holding.tokenNow(type) === token && !this.holding.held?.invalidated) return void 0;
    const replacement = await this.token(type, signal);
    return replacement === token ? void 0 : replacement;
  }
  /** Takes note that a token was refused: the next caller waits for a renewal, unless that was tried just now. */
  invalidate(token, origin = "") {
    const held = this.holding.held;
    if (!held || held.invalidated) return;
    if (token !== held.tokens.accessToken && token !== held.tokens.idToken) return;
    if (!isRenewable(held) && !this.signIns.ownCredentials()) return;
    if (this.unauthorized.mayForceRenewal(origin)) this.holding.invalidate(held);
  }
  async authenticate(options) {
    await this.signIns.authenticate(options);
  }
  async respond(...answer) {
    await this.signIns.respond(...answer);
  }
  /** Renews now, or signs in again where the service refuses that. */
  async forceRenewal(signal) {
    signal?.throwIfAborted();
    if (this.holding.held) this.holding.invalidate(this.holding.held);
    await raceSignal(ownError(this.#ensure("access_token")), signal);
  }
  async logout({ everywhere = false, signal }) {
    const accessToken = everywhere ? await outcomeOf(raceSignal(this.#tokenForSignOut(), signal)) : void 0;
    const { held, hasLeft, underWay } = this.#leave(everywhere);
    const { client } = this.pool;
    const own = held?.tokens.refreshToken;
    const finish = async () => {
      await hasLeft;
      const told = await outcomeOf(endAtPool(client, accessToken, own, []));
      await underWay;
      await endAtPool(
        client,
        void 0,
        void 0,
        this.holding.unrevoked.splice(0).filter((late) => late !== own)
      );
      if (told.status === "rejected") throw told.reason;
    };
    await raceSignal(ownError(finish()), signal);
  }
  /** The pool has deleted the user. The session ends here; at the pool nothing is left to revoke. */
  async userDeleted() {
    const { hasLeft, underWay } = this.#leave(true);
    this.holding.isDeleted = true;
    await hasLeft;
    await underWay;
    this.holding.unrevoked.length = 0;
  }
  async verify() {
    const held = this.holding.held;
    if (!held?.tokens.accessToken) throw this.holding.missingSession();
    const { verifySession } = await loadVerification();
    await verifySession(this.pool, held, false);
    held.trusted = true;
  }
  /** Waits for what is under way, though not for the caller's own code, and takes all listeners off. Revokes nothing. */
  async close() {
    await this.holding.close();
  }
  explain() {
    const { clock, serviceClock } = this.pool.client;
    const held = this.holding.held;
    const { last: refusal, failed } = this.holding.refusals;
    const restMs = refusal ? this.holding.refusals.restMs : this.holding.backoff.restMs;
    const times = held?.times.access_token;
    return {
      state: this.holding.isSignedOut ? "signed-out" : held ? "signed-in" : failed ? "refused" : "not-signed-in",
      username: this.username,
      lastSignInReason: this.signIns.last?.reason,
      lastSignInAt: this.signIns.last && new Date(this.signIns.last.atMs),
      lastRefusal: describeError(failed ?? this.holding.backoff.error ?? held?.renewalRefused),
      nextAttemptAt: restMs > 0 ? new Date(clock.wallMs() + restMs) : void 0,
      accessTokenAgeSeconds: held && times && this.holding.ageMs(held, "access_token") / 1e3,
      accessTokenExpiresAt: times && new Date(times.expiresAtMs),
      clockOffsetMs: serviceClock.offsetMs(),
      originsThatAnswer401: this.unauthorized.names
    };
  }
  // ---- which token
  async #obtain(type) {
    let replaced;
    for (let round = 0; round < 3; round++) {
      this.#assertIssued(type);
      try {
        await this.#ensure(type);
      } catch (error) {
        if (error instanceof SupersededError) {
          replaced = error;
          continue;
        }
        const current = this.holding.tokenNow(type);
        if (current !== void 0 && isPoolpassError(error)) return current;
        throw copyOf(error);
      }
      const token = this.holding.tokenNow(type);
      if (token !== void 0) return token;
    }
    throw replaced && !this.holding.isSignedOut ? copyOf(replaced) : this.holding.missingSession();
  }
  /** A token that the pool does not issue does not come by asking again. */
  #assertIssued(type) {
    const held = this.holding.held;
    const isFromPool = held?.requestedAt !== void 0;
    if (!isFromPool || held.times[type] || this.fresh("access_token") === void 0) return;
    throw new TokenError("ERR_POOLPASS_TOKEN_INVALID", `the pool issued no ${type.replace("_", " ")}`);
  }
  /** Brings the session into a state with a usable token, by the least that does. */
  async #ensure(type) {
    if (this.signIns.attended) {
      await this.signIns.attended.catch((error) => {
        if (this.holding.isSignedOut || !this.holding.held && !this.signIns.ownCredentials()) throw error;
      });
    }
    if (this.holding.isSignedOut) throw this.holding.missingSession();
    try {
      if (this.holding.held && !this.holding.held.trusted) await this.#trustOrDrop(this.holding.held);
      if (this.fresh(type) !== void 0) return;
      const held = this.holding.held;
      if (held && isRenewable(held)) {
        await this.holding.flights.join((generation) => this.#renew(held, generation)).catch((error) => {
          if (!held.renewalRefused) throw error;
        });
        if (!held.renewalRefused || this.fresh(type) !== void 0) return;
      }
      await this.holding.flights.join((generation) => this.signIns.unattended(generation));
    } catch (error) {
      if (this.holding.held) this.holding.held.invalidated = false;
      throw error;
    }
  }
  /** Checks tokens that a caller gave. Forged ones are given up where there are credentials to sign in with. */
  async #trustOrDrop(held) {
    try {
      await this.holding.flights.join(async () => {
        const { verifySession } = await loadVerification();
        await verifySession(this.pool, held, true);
        held.trusted = true;
      });
    } catch (error) {
      if (!isPoolpassError(error, "ERR_POOLPASS_TOKEN_INVALID") || !this.signIns.ownCredentials()) throw error;
      if (this.holding.held === held) this.holding.held = void 0;
      this.holding.events.emit("renewalFailed", { username: held.username, error });
    }
  }
  /** R14: a token to end all sessions with. It may be renewed for that; nobody signs in only to sign out. */
  async #tokenForSignOut() {
    if (this.holding.held && !this.holding.held.trusted) await this.#trustOrDrop(this.holding.held);
    const held = this.holding.held;
    this.holding.flights.endOutside();
    if (this.holding.tokenNow("access_token") === void 0 && held && isRenewable(held)) {
      await this.holding.flights.join((generation) => this.#renew(held, generation));
    }
    const token = this.holding.tokenNow("access_token");
    if (token === void 0) throw this.holding.missingSession();
    return token;
  }
  // ---- renewal
  /** @returns Whether the request may leave with the current token. */
  #renewBeside(held) {
    if (!isRenewable(held) || this.holding.backoff.restMs > 0) return true;
    if (this.pool.background === false) return false;
    const work = this.holding.flights.join((generation) => this.#renew(held, generation)).catch(() => {
    });
    keepAlive(this.pool, this.holding.events, work);
    return true;
  }
  async #renew(held, generation) {
    await (await loadRenewal()).renewSession(this.holding, held, generation);
  }
  // ---- the end
  /** R14: the end at this side, at once; `hasLeft` when the store has followed. */
  #leave(everywhere) {
    const underWay = this.holding.flights.settle();
    this.signIns.attended = void 0;
    const held = this.holding.end();
    this.holding.events.emit("signedOut", { username: held?.username ?? this.signIns.username, everywhere });
    return { held, hasLeft: this.holding.forget(held?.storedAs ?? this.signIns.username), underWay };
  }
};

// packages/poolpass/src/session/session-state.ts
var SessionState = class {
  #json;
  /** @param json What `toJSON()` of another one gave. It is checked by {@link Cognito.restore}. */
  constructor(json) {
    this.#json = json;
  }
  /** All of it. **Holds the tokens: treat it as a secret.** */
  toJSON() {
    return this.#json;
  }
};

// packages/poolpass/src/session/token-type.ts
var TokenType = {
  /** For APIs that look at the user's attributes. */
  ID_TOKEN: "id_token",
  /** For APIs that look at scopes or groups, and for Cognito's own user operations. */
  ACCESS_TOKEN: "access_token"
};
function checkTokenType(option, tokenType) {
  if (Object.values(TokenType).includes(tokenType)) return;
  throw invalidOption(option, "must be TokenType.ACCESS_TOKEN or TokenType.ID_TOKEN");
}

// packages/poolpass/src/stores/memory-store.ts
var MemoryTokenStore = class {
  #entries = /* @__PURE__ */ new Map();
  #nowMs;
  #writes = 0;
  /** @param options.nowMs Milliseconds since any fixed point. Default: the wall clock. */
  constructor(options = {}) {
    this.#nowMs = options.nowMs ?? Date.now;
  }
  async read(key) {
    const kept = this.#unexpired(key);
    if (!kept) return void 0;
    return { value: kept.value, version: kept.version, ageSeconds: (this.#nowMs() - kept.writtenAtMs) / 1e3 };
  }
  async write(key, value, options) {
    const { ifVersion, expiresInSeconds } = options;
    if (ifVersion !== void 0 && (this.#unexpired(key)?.version ?? null) !== ifVersion) return void 0;
    if (++this.#writes % 1024 === 0) for (const other of this.#entries.keys()) this.#unexpired(other);
    const version = String(this.#writes);
    const writtenAtMs = this.#nowMs();
    this.#entries.set(key, { value, version, writtenAtMs, expiresAtMs: writtenAtMs + expiresInSeconds * 1e3 });
    return version;
  }
  async delete(key) {
    this.#entries.delete(key);
  }
  #unexpired(key) {
    const kept = this.#entries.get(key);
    if (kept === void 0 || this.#nowMs() < kept.expiresAtMs) return kept;
    this.#entries.delete(key);
    return void 0;
  }
};

// packages/poolpass/src/session/keys.ts
var LEAST_MS_BETWEEN_FETCHES = 6e4;
function readKeySet(json) {
  const { keys } = json ?? {};
  const isKey = (key) => typeof key === "object" && key !== null;
  return Array.isArray(keys) && keys.every(isKey) ? { keys } : void 0;
}
function parseKeySet(value, option = "jwks") {
  let json = value;
  try {
    if (typeof value === "string") json = JSON.parse(value);
  } catch {
  }
  const keySet = readKeySet(json);
  if (!keySet) throw invalidOption(option, 'must be a JSON Web Key Set: { "keys": [ \u2026 ] }');
  return keySet;
}
var PoolKeys = class {
  url;
  #client;
  #keySet;
  #given;
  /** When fetching ended last, well or with the failure. */
  #triedAt;
  #failure;
  #fetching;
  #waiting;
  constructor(client, given) {
    this.#client = client;
    this.#keySet = given;
    this.#given = given !== void 0;
    this.url = `${client.endpoint}/${client.userPoolId}/.well-known/jwks.json`;
  }
  /** Starts fetching, if that is still to do, beside whatever the caller does next. */
  prefetch() {
    if (!this.#keySet) this.#fetch().catch(() => {
    });
  }
  /**
   * The key set that should hold `kid`.
   *
   * @throws {UnavailableError} when the keys cannot be fetched.
   */
  async forKid(kid) {
    const keySet = this.#keySet ?? await this.#fetch();
    if (this.#given || keySet.keys.some((key) => key.kid === kid)) return keySet;
    const isRecent = this.#triedAt && ageMs(this.#client.clock, this.#triedAt) < LEAST_MS_BETWEEN_FETCHES;
    if (!isRecent || this.#fetching) return this.#fetch();
    if (this.#failure) throw this.#failure;
    return this.#keySet ?? keySet;
  }
  /** Runs `callback` once, after the next successful fetch. */
  onArrival(callback) {
    this.#waiting ??= [];
    this.#waiting.push(callback);
  }
  #fetch() {
    this.#fetching ??= this.#request().finally(() => {
      this.#fetching = void 0;
      this.#triedAt = instant(this.#client.clock);
    });
    return this.#fetching;
  }
  async #request() {
    const client = this.#client;
    let cause;
    try {
      const { response, text } = await exchange(client, this.url, {}, client.attemptTimeoutMs);
      const keySet = response.ok ? readKeySet(JSON.parse(text)) : void 0;
      if (keySet) return this.#arrived(keySet);
    } catch (error) {
      cause = error;
    }
    const message = `the pool's keys could not be fetched from ${this.url}; check the network, or give them as \`jwks\``;
    this.#failure = new UnavailableError("ERR_POOLPASS_UNAVAILABLE", message, { cause, retryable: true });
    throw this.#failure;
  }
  #arrived(keySet) {
    this.#keySet = keySet;
    this.#failure = void 0;
    const waiting = this.#waiting ?? [];
    this.#waiting = void 0;
    for (const callback of waiting) queueMicrotask(callback);
    return keySet;
  }
};

// packages/poolpass/src/session/user-pool.ts
var checkStore = (option, store) => {
  for (const method of ["read", "write", "delete"]) {
    if (typeof Object(store)[method] !== "function") throw invalidOption(option, `must have a method \`${method}\``);
  }
};
var POOL_OPTIONS = {
  userPoolId: unchecked,
  clientId: unchecked,
  clientSecret: unchecked,
  userPoolRegion: checkText,
  fips: checkFlag,
  endpoint: unchecked,
  issuer: unchecked,
  jwks: unchecked,
  fetch: unchecked,
  store: checkStore,
  verifyTokens: oneOf(["auto", "strict"]),
  background: (option, value) => value === false || checkFunction(option, value),
  clock: unchecked,
  random: checkFunction,
  attemptTimeoutSeconds: unchecked,
  deadlineSeconds: unchecked,
  srpEngine: oneOf(["bigint", "native"])
};
var readInternals;
function poolInternals(pool) {
  return readInternals(pool);
}
var UserPool = class {
  static {
    readInternals = (pool) => pool.#internals;
  }
  #internals;
  /** `<region>_<id>`. */
  userPoolId;
  /** As given, else the part of `userPoolId` before `_`. */
  userPoolRegion;
  /** Of the app client that all sessions sign in with. */
  clientId;
  /** Where calls go, without a slash at its end: as given, else the region's. */
  endpoint;
  /** The first of the issuers whose tokens are accepted. */
  issuer;
  /** @throws {TypeError} `ERR_POOLPASS_INVALID_OPTION`, naming the option. */
  constructor(options) {
    checkOptions(options, POOL_OPTIONS);
    const client = createAppClient(options);
    const { verifyTokens = "auto", background, store } = options;
    this.#internals = {
      client,
      issuers: acceptedIssuers(options, client),
      keys: new PoolKeys(client, givenKeys(options.jwks)),
      store: store ?? new MemoryTokenStore({ nowMs: () => client.clock.wallMs() }),
      isStoreGiven: store !== void 0,
      verifyTokens,
      background
    };
    this.userPoolId = client.userPoolId;
    this.userPoolRegion = client.region;
    this.clientId = client.clientId;
    this.endpoint = client.endpoint;
    this.issuer = this.#internals.issuers[0];
  }
};
function acceptedIssuers(options, client) {
  if (options.issuer !== void 0) return [checkUrl("issuer", options.issuer)];
  const ofRegion = regionIssuers(client.region, client.userPoolId);
  return options.endpoint === void 0 ? ofRegion : [`${client.endpoint}/${client.userPoolId}`, ...ofRegion];
}
function givenKeys(jwks) {
  if (jwks !== void 0) return parseKeySet(jwks);
  const { process } = globalThis;
  const fromEnvironment = process?.env?.COGNITO_JWKS;
  return fromEnvironment ? parseKeySet(fromEnvironment, "COGNITO_JWKS") : void 0;
}

// packages/poolpass/src/session/cognito.ts
var SIGNAL = { signal: checkSignal };
var ownAccount = () => import("./chunks/own-account-IXS7WSKF.js");
var answering = () => import("./chunks/answering-5TUBFS4S.js");
var readSession;
function sessionOf(cognito) {
  return readSession(cognito);
}
var Cognito = class {
  static {
    readSession = (cognito) => cognito.#session;
  }
  /** What this session shares with others: the one that was given, or its own. */
  pool;
  #session;
  /** @throws {TypeError} `ERR_POOLPASS_INVALID_OPTION`, naming the option. */
  constructor(options) {
    checkObject("options", options);
    const { username, password, accessToken, idToken, refreshToken, ...others } = options;
    const { authFlow, preferredChallenge, challenges, device, ...poolOptions } = others;
    if (password !== void 0 && username === void 0) throw invalidOption("username", "is needed beside `password`");
    this.pool = poolOf(poolOptions);
    const tokens = givenTokens({ accessToken, idToken, refreshToken });
    const own = { username, password, authFlow, preferredChallenge, challenges };
    checkOptions(own, AUTHENTICATE);
    this.#session = new Session(poolInternals(this.pool), { ...own, tokens, device });
  }
  /**
   * A session that {@link exportState} handed over.
   *
   * @param state A {@link SessionState}, or what `JSON.parse` made of a stored one.
   * @param options What the state does not hold: client secret, password, store, … or a shared `pool`.
   */
  static restore(state, options = {}) {
    checkObject("options", options);
    const json = state instanceof SessionState ? state.toJSON() : state ?? {};
    const { userPoolId, clientId, endpoint, username, tokens, device } = json;
    if (typeof userPoolId !== "string" || typeof clientId !== "string" || typeof tokens !== "object" || !tokens) {
      throw invalidOption("state", "must be what exportState() returned, or the JSON of it");
    }
    const { accessToken, idToken, refreshToken } = tokens;
    const given = { accessToken, idToken, refreshToken };
    const stray = Object.keys(given).find((name) => options[name] !== void 0);
    if (stray) throw invalidOption(stray, "is what the state brings");
    const user = { username, ...device && { device }, ...options, ...given };
    const { pool } = options;
    if (pool === void 0) return create({ userPoolId, clientId, endpoint, ...user });
    const isSame = pool instanceof UserPool && pool.userPoolId === userPoolId && pool.clientId === clientId;
    if (!isSame) throw invalidOption("pool", "must be the UserPool that the state is of");
    return create(user);
  }
  /** Of its {@link pool}. */
  get userPoolId() {
    return this.pool.userPoolId;
  }
  /** Of its {@link pool}. */
  get clientId() {
    return this.pool.clientId;
  }
  /** The real username once it is known, else the one that was given. */
  get username() {
    return this.#session.username;
  }
  /** `undefined` before sign-in. It may have expired: {@link token} gives one that has not. */
  get accessToken() {
    return this.#session.held?.tokens.accessToken || void 0;
  }
  /** The ID token, perhaps expired. `undefined` before sign-in, and where the pool issued none. */
  get idToken() {
    return this.#session.held?.tokens.idToken;
  }
  /** `undefined` before sign-in. It is opaque, and **lives for days**: store it like a password. */
  get refreshToken() {
    return this.#session.held?.tokens.refreshToken;
  }
  /** `Bearer`. */
  get tokenType() {
    return this.#session.held?.tokens.tokenType;
  }
  /** Claims of the access token. */
  get accessClaims() {
    return this.accessToken === void 0 ? void 0 : decodeClaims(this.accessToken);
  }
  /** Claims of the ID token, with the user's readable attributes. */
  get idClaims() {
    return this.idToken === void 0 ? void 0 : decodeClaims(this.idToken);
  }
  /** Its `exp`. `undefined` before sign-in. */
  get accessTokenExpiresAt() {
    return dateOf(this.#session.held?.times.access_token?.expiresAtMs);
  }
  /** Its `exp`. `undefined` before sign-in, and without an ID token. */
  get idTokenExpiresAt() {
    return dateOf(this.#session.held?.times.id_token?.expiresAtMs);
  }
  /**
   * Signs a new user up: SignUp. Needs no session, and makes none.
   *
   * Attributes have the pool's names, custom ones with their prefix: see {@link customAttributes}.
   *
   * @throws {CognitoServiceError} `ERR_POOLPASS_NAME_TAKEN`, `ERR_POOLPASS_PASSWORD_POLICY`; named
   * `InvalidParameterException` for attributes that the pool does not want.
   */
  async register(options) {
    return (await ownAccount()).register(this.#session, options);
  }
  /**
   * Ends a sign-up by the code that was sent.
   *
   * @returns Where the app client allows USER_AUTH, a session: `authenticate({ session })` signs in with it, without a
   * password. **A secret**, good for a few minutes.
   * @throws {CognitoServiceError} `ERR_POOLPASS_CODE_MISMATCH` (answer again), `ERR_POOLPASS_CODE_EXPIRED` (have
   * another one sent), `ERR_POOLPASS_LIMIT_EXCEEDED`.
   */
  async confirmSignUp(code, options = {}) {
    return (await ownAccount()).confirmSignUp(this.#session, code, options);
  }
  /**
   * Sends another code for a sign-up, which replaces the one before it.
   *
   * @returns Where it went.
   */
  async resendConfirmationCode(options = {}) {
    return (await ownAccount()).resendConfirmationCode(this.#session, options);
  }
  /**
   * Has a code sent for a forgotten password: ForgotPassword. Needs no session.
   *
   * @returns Where it went; where the app client hides which users exist, perhaps nowhere.
   */
  async initiateForgotPassword(options = {}) {
    return (await ownAccount()).initiateForgotPassword(this.#session, options);
  }
  /**
   * Sets a new password by the code. It signs nobody in. A password that the constructor got as a string is replaced.
   *
   * @throws {CognitoServiceError} `ERR_POOLPASS_CODE_MISMATCH` and `ERR_POOLPASS_PASSWORD_POLICY` (try again),
   * `ERR_POOLPASS_CODE_EXPIRED` (have another one sent), `ERR_POOLPASS_LIMIT_EXCEEDED`.
   */
  async confirmForgotPassword(options) {
    await (await ownAccount()).confirmForgotPassword(this.#session, options);
  }
  /**
   * Replaces the password of whoever is signed in. The session goes on. A password that the constructor got as a string
   * is replaced.
   *
   * @throws {CognitoServiceError} `ERR_POOLPASS_WRONG_CREDENTIALS` for a wrong previous password,
   * `ERR_POOLPASS_PASSWORD_POLICY`, `ERR_POOLPASS_LOCKED_OUT`, `ERR_POOLPASS_LIMIT_EXCEEDED`.
   */
  async changePassword(options) {
    await (await ownAccount()).changePassword(this.#session, options);
  }
  /** Reads the profile of whoever is signed in. */
  async getUser(options = {}) {
    return (await ownAccount()).getUser(this.#session, options);
  }
  /**
   * Sets attributes of whoever is signed in; an empty string removes one. The tokens at hand still say what was.
   *
   * @returns Where codes went, by which changed contacts are to be verified.
   */
  async updateProfile(attributes, options = {}) {
    return (await ownAccount()).updateProfile(this.#session, attributes, options);
  }
  /**
   * Removes attributes of whoever is signed in.
   *
   * @param names By the pool's names, custom ones with their prefix.
   */
  async deleteAttributes(names) {
    await (await ownAccount()).deleteAttributes(this.#session, names);
  }
  /**
   * Sends a code to a contact of whoever is signed in: GetUserAttributeVerificationCode.
   *
   * @param attribute Default `email`.
   * @param options.clientMetadata Handed to the pool's Lambda triggers. Not a place for secrets.
   * @returns Where it went.
   */
  async sendVerification(attribute = "email", options = {}) {
    return (await ownAccount()).sendVerification(this.#session, attribute, options);
  }
  /**
   * Verifies a contact by the code that was sent to it.
   *
   * @param attribute Default `email`.
   *
   * @throws {CognitoServiceError} `ERR_POOLPASS_CODE_MISMATCH`, `ERR_POOLPASS_CODE_EXPIRED`,
   * `ERR_POOLPASS_LIMIT_EXCEEDED`.
   */
  async validateVerification(code, attribute = "email") {
    await (await ownAccount()).validateVerification(this.#session, code, attribute);
  }
  /** Deletes whoever is signed in, for good, and ends the session. */
  async deleteUser() {
    await (await ownAccount()).deleteUser(this.#session);
  }
  /**
   * Signs in by USER_SRP_AUTH: two requests to the pool. Never reads the store.
   *
   * @throws {ChallengeError} when the pool asks for more than the password; see {@link respond}.
   * @throws {CognitoServiceError} `ERR_POOLPASS_WRONG_CREDENTIALS`, `…_LOCKED_OUT`, `…_USER_DISABLED`,
   * `…_USER_UNCONFIRMED`, `…_PASSWORD_RESET_REQUIRED`, `…_SECRET_MISMATCH`, `…_CONFIGURATION`.
   * @throws {UnavailableError} when the pool gave no usable answer within the deadline.
   */
  async authenticate(options = {}) {
    await this.#session.authenticate(options);
  }
  /**
   * Answers a challenge at which a sign-in stopped, here or in another process.
   *
   * @param challenge `error.challenge`, or its JSON.
   * @param answer What it asks for: a code, or `{ newPassword, userAttributes }` for NEW_PASSWORD_REQUIRED; see
   * {@link ChallengeAnswers}.
   * @param options.clientMetadata Handed to the pool's Lambda triggers. Not a place for secrets.
   * @param options.signal Ends the waiting with its reason. The answer may have been sent.
   * @throws {CognitoServiceError} `ERR_POOLPASS_CODE_MISMATCH` and `ERR_POOLPASS_PASSWORD_POLICY` (answer again),
   * `ERR_POOLPASS_CODE_EXPIRED` (named `ExpiredCodeException`: only the code of an authenticator app was used, answer the
   * same challenge with its next one; else the challenge's session is over, or was used: authenticate again),
   * `ERR_POOLPASS_DEVICE_UNKNOWN` (the answer was taken, the device was not: authenticate again).
   * @throws {TypeError} for a challenge of another pool, app client or user.
   */
  async respond(challenge, answer, options = {}) {
    await this.#session.respond(challenge, answer, options);
  }
  /**
   * Signs in with a temporary password and replaces it.
   *
   * @param options.password The temporary one.
   * @param options.newPassword Has to satisfy the pool's policy.
   * @param options.userAttributes Values of the attributes that the pool demands, by their bare names.
   * @param options.clientMetadata Handed to the pool's Lambda triggers. Not a place for secrets.
   * @param options.signal Ends the waiting with its reason.
   * @throws As {@link authenticate} and {@link respond}.
   */
  async newPasswordChallenge(options) {
    await (await answering()).newPasswordChallenge(this.#session, options);
  }
  /**
   * Answers SOFTWARE_TOKEN_MFA.
   *
   * @param challenge Default: the one at which the last sign-in stopped.
   * @throws As {@link respond}.
   */
  async respondToSoftwareTokenMfaChallenge(code, challenge) {
    await (await answering()).respondTo(this.#session, "SOFTWARE_TOKEN_MFA", code, challenge);
  }
  /** Answers SMS_MFA, as {@link respondToSoftwareTokenMfaChallenge} answers its own. */
  async respondToSmsMfaChallenge(code, challenge) {
    await (await answering()).respondTo(this.#session, "SMS_MFA", code, challenge);
  }
  async associateSoftwareToken(options = {}) {
    return (await ownAccount()).associateSoftwareToken(this.#session, options);
  }
  /**
   * Ends the set-up of an authenticator app with one of its codes.
   *
   * @param options.deviceName What the pool calls the app. Default: nothing.
   * @throws {CognitoServiceError} `ERR_POOLPASS_CODE_MISMATCH` for a wrong code.
   */
  async verifySoftwareToken(code, options = {}) {
    await (await ownAccount()).verifySoftwareToken(this.#session, code, options);
  }
  /** Switches second factors on (`true`, or `'preferred'` for the one that is asked for first) and off. */
  async setUserMfaPreference(preferences) {
    await (await ownAccount()).setUserMfaPreference(this.#session, preferences);
  }
  /**
   * Confirms the device that the last sign-in brought, where that was not done by itself.
   *
   * @param options.deviceName What the pool calls it. Default: nothing.
   * @returns Its credentials. **They are a secret.**
   */
  async confirmDevice(options = {}) {
    return (await ownAccount()).confirmDevice(this.#session, options);
  }
  /**
   * Whether a device may stand in for a second factor.
   *
   * @param options.deviceKey Default: the session's own.
   */
  async updateDeviceStatus(status, options = {}) {
    await (await ownAccount()).updateDeviceStatus(this.#session, status, options);
  }
  /**
   * Has the pool forget a device.
   *
   * @param options.deviceKey Default: the session's own.
   */
  async forgetDevice(options = {}) {
    await (await ownAccount()).forgetDevice(this.#session, options);
  }
  /**
   * What the pool knows of a device.
   *
   * @param options.deviceKey Default: the session's own.
   */
  async getDevice(options = {}) {
    return (await ownAccount()).getDevice(this.#session, options);
  }
  /**
   * The devices of whoever is signed in, a page at a time.
   *
   * @param options.limit Devices on a page, at most 60. Default: the service's.
   * @param options.paginationToken Of the page before. Default: the first page.
   */
  async listDevices(options = {}) {
    return (await ownAccount()).listDevices(this.#session, options);
  }
  /**
   * A token that is good to send, signing in or renewing first where that is needed (R1–R6 of docs/behaviour.md).
   *
   * @param options.signal Ends this caller's waiting with its reason. The work goes on for others.
   * @throws {PoolpassError} As {@link authenticate}; `NotSignedInError`, `SignedOutError`, `SessionExpiredError` where
   * there is nothing to sign in with.
   */
  async token(tokenType, options = {}) {
    checkTokenType("tokenType", tokenType);
    checkOptions(options, SIGNAL);
    return this.#session.token(tokenType, options.signal);
  }
  /**
   * Tells whether the access token has expired.
   *
   * @param options.renew Renews an expired one first thing. Default true.
   * @param options.signal Ends this caller's waiting with its reason.
   * @returns Whether it had expired.
   * @throws {NotSignedInError} when there is no access token.
   */
  async checkToken(options = {}) {
    checkOptions(options, { ...SIGNAL, renew: checkFlag });
    const expiresAt = this.accessTokenExpiresAt;
    if (!expiresAt)
      throw new NotSignedInError("ERR_POOLPASS_NOT_SIGNED_IN", "there is no access token to check: sign in first");
    const hasExpired = expiresAt.getTime() <= poolInternals(this.pool).client.serviceClock.nowMs();
    if (hasExpired && options.renew !== false)
      await this.renewAccessToken(options.signal ? { signal: options.signal } : {});
    return hasExpired;
  }
  /**
   * Renews now, fresh or not. Where the refresh token is refused it signs in again, if a password is at hand.
   *
   * @param options.signal Ends this caller's waiting with its reason. A renewal that was sent is completed and kept.
   * @throws {SessionExpiredError} where there is no password.
   */
  async renewAccessToken(options = {}) {
    checkOptions(options, SIGNAL);
    await this.#session.forceRenewal(options.signal);
  }
  /**
   * Verifies both tokens of the session: signatures by the pool's keys, and every claim.
   *
   * @throws {TokenError} `ERR_POOLPASS_TOKEN_INVALID`. @throws {UnavailableError} when the keys are out of reach.
   */
  async verifyTokens() {
    await this.#session.verify();
  }
  /**
   * Verifies any token of this pool and app client: RS256 by the pool's keys, issuer, audience, use and expiry.
   *
   * @param options.tokenUse Which of the two it has to be.
   * @returns Its claims.
   * @throws {TokenError} `ERR_POOLPASS_TOKEN_INVALID`. @throws {UnavailableError} when the keys are out of reach.
   */
  async verifyToken(token, options) {
    const { verifyOne } = await loadVerification();
    return verifyOne(poolInternals(this.pool), token, options);
  }
  /**
   * Ends this session: its state here and in the store at once, then RevokeToken. Later requests get a
   * `SignedOutError` until `authenticate()`.
   *
   * @param options.everywhere Ends all sessions of the user (GlobalSignOut), which is what pycognito's `logout` does.
   * @throws When the pool could not be told. The session has ended here all the same.
   */
  async logout(options = {}) {
    checkOptions(options, { ...SIGNAL, everywhere: checkFlag });
    await this.#session.logout(options);
  }
  /** Hands the session over to another process, e.g. from a server to its page. **The result is a secret.** */
  exportState() {
    const { held, username } = this.#session;
    const { userPoolId, clientId, endpoint } = this.pool;
    const { accessToken, ...others } = held?.tokens ?? {};
    const tokens = accessToken ? { accessToken, ...others } : others;
    const device = held?.device;
    return new SessionState({ userPoolId, clientId, endpoint, username, tokens, ...device && { device } });
  }
  /** @returns A function that takes the listener off again. */
  on(event, listener) {
    return this.#session.events.on(event, listener);
  }
  /** Why the session is in the state it is in. */
  explain() {
    return this.#session.explain();
  }
  /**
   * Waits for work under way and takes all listeners off. Revokes nothing. A sign-in that waits for the caller's own code
   * (a password, a device, a handler) ends.
   */
  async close() {
    await this.#session.close();
  }
  /** {@link Cognito.close}, for `await using`. */
  async [Symbol.asyncDispose]() {
    await this.close();
  }
};
function poolOf(options) {
  const { pool, ...poolOptions } = options;
  if (pool === void 0) return new UserPool(poolOptions);
  if (!(pool instanceof UserPool)) throw invalidOption("pool", "must be a UserPool");
  const ignored = Object.entries(poolOptions).find(([name, value]) => value !== void 0 && name in POOL_OPTIONS);
  if (ignored) throw invalidOption(ignored[0], "belongs to the pool: give it to the UserPool, not beside it");
  refuseUnknownOptions(poolOptions, {});
  return pool;
}
function givenTokens({ accessToken, idToken, refreshToken }) {
  for (const [option, token] of Object.entries({ accessToken, idToken, refreshToken })) {
    if (token !== void 0) checkText(option, token);
  }
  if (idToken !== void 0 && accessToken === void 0)
    throw invalidOption("accessToken", "is needed beside `idToken`");
  for (const [option, token] of Object.entries({ accessToken, idToken })) checkJwt(option, token);
  return {
    ...accessToken !== void 0 && { accessToken },
    ...idToken !== void 0 && { idToken },
    ...refreshToken !== void 0 && { refreshToken }
  };
}
function checkJwt(option, token) {
  try {
    if (token !== void 0) decodeClaims(token);
  } catch {
    throw invalidOption(option, "must be a JWT");
  }
}
function dateOf(epochMs) {
  return epochMs === void 0 ? void 0 : new Date(epochMs);
}
function create(options) {
  return new Cognito(options);
}

// packages/poolpass/src/http/session-view.ts
var SessionView = class {
  header;
  origins;
  retryUnauthorized;
  poolOrigin;
  #prefix;
  #session;
  #tokenType;
  #ready;
  #unauthorized;
  /** Without a trailing slash. It may share its origin with the API, and tell itself by its path. */
  #poolEndpoint;
  #lastToken = "";
  #lastValue = "";
  constructor(session, pool, presentation) {
    this.header = presentation.header;
    this.#prefix = presentation.prefix;
    this.origins = presentation.origins;
    this.retryUnauthorized = presentation.retryUnauthorized;
    this.#session = session;
    this.#tokenType = presentation.tokenType;
    this.#ready = session.holding.ready[presentation.tokenType];
    this.#unauthorized = session.unauthorized;
    this.#poolEndpoint = poolInternals(pool).client.endpoint;
    this.poolOrigin = new URL(this.#poolEndpoint).origin;
  }
  valueFor(token) {
    if (token !== this.#lastToken) {
      this.#lastToken = token;
      this.#lastValue = this.#prefix + token;
    }
    return this.#lastValue;
  }
  fresh() {
    return this.#ready.get() ?? this.#session.fresh(this.#tokenType);
  }
  token(_url, signal) {
    return this.#session.token(this.#tokenType, signal);
  }
  replaceRefused(token, url, signal) {
    return this.#session.replaceRefused(token, this.#tokenType, url.origin, signal);
  }
  invalidate(token, origin) {
    this.#session.invalidate(token, origin);
  }
  accepted(origin) {
    this.#unauthorized.accepted(origin);
  }
  isPool({ origin, href }) {
    if (origin !== this.poolOrigin || !href.startsWith(this.#poolEndpoint)) return false;
    return /^([/?#]|$)/.test(href.slice(this.#poolEndpoint.length));
  }
};

// packages/poolpass/src/http/srp-auth.ts
var TOKEN_OPTIONS = { url: true, signal: true };
var SrpAuth = class {
  /** The session: the one that was given, or its own. */
  cognito;
  #view;
  /** `fetch` with the token on: a drop-in for the global one, and bound, so that it can be handed over. */
  fetch;
  /** @throws {TypeError} `ERR_POOLPASS_INVALID_OPTION`, naming the option. No I/O is done. */
  constructor(options) {
    checkObject("options", options);
    const {
      httpHeader = "Authorization",
      httpHeaderPrefix = "Bearer ",
      authTokenType = TokenType.ACCESS_TOKEN,
      origins,
      retryUnauthorized = true,
      ...session
    } = options;
    this.cognito = session.cognito === void 0 ? ownSession(session) : givenSession(session);
    checkHeader(httpHeader, httpHeaderPrefix);
    checkTokenType("authTokenType", authTokenType);
    if (typeof retryUnauthorized !== "boolean" && typeof retryUnauthorized !== "function") {
      throw invalidOption("retryUnauthorized", "must be a boolean or a function");
    }
    this.#view = new SessionView(sessionOf(this.cognito), this.cognito.pool, {
      header: httpHeader,
      prefix: httpHeaderPrefix,
      tokenType: authTokenType,
      origins: new Origins(origins),
      retryUnauthorized
    });
    this.fetch = createAuthFetch(this.#view, globalFetch);
  }
  /**
   * What adapters go by.
   *
   * @internal
   */
  get [viewKey]() {
    return this.#view;
  }
  /** The same over another fetch, e.g. of an instrumented run time. */
  wrapFetch(base) {
    if (typeof base !== "function") throw invalidOption("base", "must be a fetch function");
    return createAuthFetch(this.#view, base);
  }
  /**
   * The request with the token on, to be sent by whatever you like. Following redirects is then that client's affair.
   *
   * @throws {OriginError} `ERR_POOLPASS_ORIGIN` when no token may go to the request's URL.
   */
  async authenticate(request) {
    if (!isRequest(request))
      throw invalidOption("request", "must be a Request; to sign in, call authenticate() of `auth.cognito`");
    const headers = new Headers(request.headers);
    const own = await this.headers({ url: request.url, signal: request.signal });
    for (const [name, value] of Object.entries(own)) headers.set(name, value);
    return new Request(request, { headers });
  }
  async headers(options = {}) {
    return { [this.#view.header]: this.#view.valueFor(await this.token(options)) };
  }
  async token(options = {}) {
    if (typeof options !== "object" || options === null || options instanceof URL) {
      throw invalidOption("options", "must be an object like { url, signal }; the token type is the constructor\u2019s");
    }
    refuseUnknownOptions(options, TOKEN_OPTIONS);
    if (options.url !== void 0) this.#checkTarget(readUrl(options.url));
    return this.#view.token(void 0, options.signal);
  }
  #checkTarget(url) {
    this.#view.origins.check(url);
    if (!this.#view.isPool(url)) return;
    throw new OriginError("ERR_POOLPASS_ORIGIN", "the user pool's own endpoint gets no token. Nothing was sent");
  }
  /** Tells that a token was refused; the next one is a renewed one. At most one renewal a minute is forced this way. */
  invalidate(token) {
    this.#view.invalidate(token);
  }
  /** See {@link Cognito.logout}. */
  async logout(options = {}) {
    await this.cognito.logout(options);
  }
  /** @returns A function that takes the listener off again. */
  on(event, listener) {
    return this.cognito.on(event, listener);
  }
  /** Why the session is in the state it is in: the last sign-in's reason, the last refusal, the next attempt. */
  explain() {
    return this.cognito.explain();
  }
  /** See {@link Cognito.close}. */
  async close() {
    await this.cognito.close();
  }
  /** {@link SrpAuth.close}, for `await using`. */
  async [Symbol.asyncDispose]() {
    await this.close();
  }
};
function givenSession(options) {
  if (!(options.cognito instanceof Cognito)) throw invalidOption("cognito", "must be a Cognito");
  const foreign = Object.entries(options).find(([name, value]) => value !== void 0 && name !== "cognito");
  if (foreign) throw invalidOption(foreign[0], "belongs to the session: give it to the Cognito, not beside it");
  return options.cognito;
}
function ownSession({ cognito: _, ...options }) {
  if (!("userPoolId" in options || "pool" in options)) {
    throw invalidOption("cognito", "or `userPoolId`, `clientId`, `username` and `password` must be given");
  }
  return new Cognito(options);
}
function checkHeader(name, prefix) {
  if (typeof name !== "string" || !/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
    throw invalidOption("httpHeader", "must be a header name");
  }
  if (typeof prefix !== "string" || !/^[\x20-\x7e\t]*$/.test(prefix)) {
    throw invalidOption("httpHeaderPrefix", "must be a string of printable ASCII");
  }
}
function readUrl(url) {
  const text = String(url).replace(/^ws(?=s?:)/i, "http");
  if (!URL.canParse(text, globalThis.location?.href)) throw invalidOption("url", "must be a URL");
  return new URL(text, globalThis.location?.href);
}
export {
  Challenge,
  ChallengeError,
  Cognito,
  CognitoServiceError,
  CustomChallengeChallengeError,
  DevicePasswordVerifierChallengeError,
  DeviceSrpAuthChallengeError,
  EmailOtpChallengeError,
  MemoryTokenStore,
  MfaSetupChallengeError,
  NewPasswordRequiredChallengeError,
  NotSignedInError,
  OriginError,
  PasswordChallengeError,
  PasswordSrpChallengeError,
  PoolpassError,
  SelectChallengeChallengeError,
  SelectMfaTypeChallengeError,
  SessionExpiredError,
  SessionState,
  SignedOutError,
  SmsMfaChallengeError,
  SmsOtpChallengeError,
  SoftwareTokenMfaChallengeError,
  SrpAuth,
  SrpError,
  TokenError,
  TokenType,
  UnavailableError,
  UserPool,
  WebAuthnChallengeError,
  customAttributes,
  isPoolpassError
};
