// chunk:packages/poolpass/dist/chunks/chunk-NBV4J6P2.js
import {
  CognitoServiceError,
  UnavailableError,
  checkObject,
  invalidOption,
  isPoolpassError
} from "./chunk-TZDYBQAD.js";
function poolNames(attributeMap = {}) {
  const names = new Map(Object.entries(attributeMap).map(([poolName, ownName]) => [ownName, poolName]));
  return (ownName) => names.get(ownName) ?? ownName;
}
function ownNames(attributeMap = {}) {
  return (poolName) => Object.hasOwn(attributeMap, poolName) ? attributeMap[poolName] : poolName;
}
function checkAttributes(option, attributes) {
  checkObject(option, attributes);
  for (const [name, value] of Object.entries(attributes)) if (value !== void 0) checkValue(option, name, value);
}
function checkValue(option, name, value) {
  if (typeof value === "string" || typeof value === "boolean" || Number.isFinite(value)) return;
  throw invalidOption(`${option}.${name}`, "must be a string, a number or a boolean");
}
function attributesToWire(attributes, attributeMap) {
  checkAttributes("attributes", attributes);
  const poolName = poolNames(attributeMap);
  return Object.entries(attributes).flatMap(([name, value]) => {
    if (value === void 0) return [];
    return [{ Name: poolName(name), Value: String(value) }];
  });
}
function isLoopback(url) {
  return /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/.test(url.hostname);
}
var RENEWALS = ["GetTokensFromRefreshToken", "REFRESH_TOKEN_AUTH"];
var STARTS_AND_RENEWALS = ["GetTokensFromRefreshToken", "REFRESH_TOKEN_AUTH", "InitiateAuth"];
var SIGN_IN = ["InitiateAuth", "RespondToAuthChallenge", "DEVICE_PASSWORD_VERIFIER"];
var RULES = [
  { name: "NotAuthorized", message: /secret/i, code: "ERR_POOLPASS_SECRET_MISMATCH" },
  { name: "Unauthorized", operations: ["RevokeToken"], code: "ERR_POOLPASS_SECRET_MISMATCH" },
  { name: "NotAuthorized", message: /user is disabled/i, code: "ERR_POOLPASS_USER_DISABLED" },
  { name: "NotAuthorized", message: /attempts exceeded/i, code: "ERR_POOLPASS_LOCKED_OUT" },
  { name: "NotAuthorized", message: /access token/i, code: "ERR_POOLPASS_TOKEN_INVALID" },
  { name: "NotAuthorized", operations: RENEWALS, code: "ERR_POOLPASS_RENEWAL_REFUSED" },
  { name: "RefreshTokenReuse", code: "ERR_POOLPASS_RENEWAL_REFUSED" },
  { name: "UserNotFound", operations: RENEWALS, code: "ERR_POOLPASS_RENEWAL_REFUSED" },
  { name: "NotAuthorized", message: /invalid session/i, code: "ERR_POOLPASS_CODE_EXPIRED" },
  { name: "NotAuthorized", message: /must be reset/i, code: "ERR_POOLPASS_PASSWORD_RESET_REQUIRED" },
  {
    name: "NotAuthorized",
    operations: ["DEVICE_PASSWORD_VERIFIER"],
    message: /incorrect/i,
    code: "ERR_POOLPASS_DEVICE_UNKNOWN"
  },
  { name: "NotAuthorized", message: /incorrect/i, code: "ERR_POOLPASS_WRONG_CREDENTIALS" },
  { name: "NotAuthorized", operations: SIGN_IN, code: "ERR_POOLPASS_WRONG_CREDENTIALS" },
  { name: "UserNotFound", operations: SIGN_IN, code: "ERR_POOLPASS_WRONG_CREDENTIALS" },
  { name: "UserNotConfirmed", code: "ERR_POOLPASS_USER_UNCONFIRMED" },
  { name: "PasswordResetRequired", code: "ERR_POOLPASS_PASSWORD_RESET_REQUIRED" },
  { name: "InvalidPassword", code: "ERR_POOLPASS_PASSWORD_POLICY" },
  { name: "PasswordHistoryPolicyViolation", code: "ERR_POOLPASS_PASSWORD_POLICY" },
  { name: "CodeMismatch", code: "ERR_POOLPASS_CODE_MISMATCH" },
  { name: "EnableSoftwareTokenMFA", code: "ERR_POOLPASS_CODE_MISMATCH" },
  { name: "ExpiredCode", code: "ERR_POOLPASS_CODE_EXPIRED" },
  { name: "ResourceNotFound", message: /device/i, code: "ERR_POOLPASS_DEVICE_UNKNOWN" },
  { name: "ResourceNotFound", code: "ERR_POOLPASS_CONFIGURATION" },
  { name: "InvalidParameter", operations: RENEWALS, message: /'refreshToken'/, code: "ERR_POOLPASS_RENEWAL_REFUSED" },
  { name: "InvalidParameter", operations: STARTS_AND_RENEWALS, code: "ERR_POOLPASS_CONFIGURATION" },
  { name: "UsernameExists", code: "ERR_POOLPASS_NAME_TAKEN" },
  { name: "AliasExists", code: "ERR_POOLPASS_NAME_TAKEN" },
  { name: "GroupExists", code: "ERR_POOLPASS_NAME_TAKEN" },
  { name: "DuplicateProvider", code: "ERR_POOLPASS_NAME_TAKEN" },
  { name: "UnsupportedOperation", code: "ERR_POOLPASS_CONFIGURATION" },
  { name: "InvalidUserPoolConfiguration", code: "ERR_POOLPASS_CONFIGURATION" },
  { name: "UnknownOperation", code: "ERR_POOLPASS_CONFIGURATION" },
  { name: "TooManyRequests", code: "ERR_POOLPASS_THROTTLED" },
  { name: "Throttling", code: "ERR_POOLPASS_THROTTLED" },
  { name: "LimitExceeded", code: "ERR_POOLPASS_LIMIT_EXCEEDED" },
  { name: "TooManyFailedAttempts", code: "ERR_POOLPASS_LIMIT_EXCEEDED" },
  { name: "InternalError", code: "ERR_POOLPASS_UNAVAILABLE" },
  { name: "InternalServer", code: "ERR_POOLPASS_UNAVAILABLE" },
  { name: "InternalFailure", code: "ERR_POOLPASS_UNAVAILABLE" },
  { name: "ServiceUnavailable", code: "ERR_POOLPASS_UNAVAILABLE" }
];
function classify(operation, name, message) {
  const bareName = name.replace(/(Exception|Error)$/, "");
  const applies = (rule) => (rule.name === bareName || rule.name === name) && (rule.operations === void 0 || rule.operations.includes(operation)) && (rule.message === void 0 || rule.message.test(message));
  return RULES.find(applies)?.code ?? "ERR_POOLPASS_SERVICE";
}
var waitingOf = /* @__PURE__ */ new WeakMap();
function waitWith(signal) {
  const tells = /* @__PURE__ */ new Set();
  const listener = () => {
    for (const tell of tells) tell(signal.reason);
    tells.clear();
  };
  const waiting = { tells, listener };
  waitingOf.set(signal, waiting);
  return waiting;
}
function onAbort(signal, tell) {
  if (!signal || signal.aborted) return () => {
  };
  const { tells, listener } = waitingOf.get(signal) ?? waitWith(signal);
  tells.add(tell);
  signal.addEventListener("abort", listener, { once: true });
  return () => {
    tells.delete(tell);
    if (!tells.size) signal.removeEventListener("abort", listener);
  };
}
function raceSignal(promise, signal) {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    promise.then(resolve, reject).finally(onAbort(signal, reject));
  });
}
var systemClock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  async sleep(ms, signal) {
    let timer;
    const over = new Promise((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    try {
      await raceSignal(over, signal);
    } finally {
      clearTimeout(timer);
    }
  }
};
function instant(clock) {
  return { wallMs: clock.wallMs(), monotonicMs: clock.monotonicMs() };
}
function ageMs(clock, since) {
  return Math.max(clock.monotonicMs() - since.monotonicMs, clock.wallMs() - since.wallMs);
}
var ServiceClock = class {
  #clock;
  #last;
  /** @param clock What elapses between two answers of the service. */
  constructor(clock) {
    this.#clock = clock;
  }
  /**
   * Learns from an answer. A header that is absent or no date changes nothing.
   *
   * @param dateHeader Of HTTP, RFC 9110 §6.6.1.
   */
  observe(dateHeader) {
    const dateMs = Date.parse(dateHeader ?? "");
    if (!Number.isNaN(dateMs)) this.#last = { dateMs, at: instant(this.#clock) };
  }
  /** Epoch milliseconds: the last `Date` plus what has elapsed; the local wall clock before the first answer. */
  nowMs() {
    const last = this.#last;
    return last === void 0 ? this.#clock.wallMs() : last.dateMs + ageMs(this.#clock, last.at);
  }
  /** How far the service's time is ahead of the local wall clock; `undefined` before the first answer. */
  offsetMs() {
    return this.#last && this.nowMs() - this.#clock.wallMs();
  }
};
var DNS_SUFFIXES = [
  ["cn-", "amazonaws.com.cn"],
  ["us-iso-", "c2s.ic.gov"],
  ["us-isob-", "sc2s.sgov.gov"]
];
var dnsSuffix = (region) => DNS_SUFFIXES.find(([prefix]) => region.startsWith(prefix))?.[1] ?? "amazonaws.com";
function parseUserPoolId(userPoolId) {
  const parts = typeof userPoolId === "string" && /^([\w-]{1,45})_([\da-z]{1,54})$/i.exec(userPoolId);
  if (!parts) throw invalidOption("userPoolId", "must look like us-east-1_AbCdEfGhI");
  return { region: parts[1], poolName: parts[2] };
}
function regionEndpoint(region, fips = false) {
  if (!/^[a-z\d-]+$/.test(region)) throw invalidOption("userPoolRegion", "must look like us-east-1");
  return `https://cognito-idp${fips ? "-fips" : ""}.${region}.${dnsSuffix(region)}`;
}
function regionIssuers(region, userPoolId) {
  return ["cognito-idp", "issuer-cognito-idp"].map(
    (host) => `https://${host}.${region}.${dnsSuffix(region)}/${userPoolId}`
  );
}
async function connectionIsBack() {
  if (!("setImmediate" in globalThis)) return;
  const { port1, port2 } = new MessageChannel();
  await new Promise((resolve) => {
    port1.onmessage = resolve;
    port2.postMessage(void 0);
  });
  port1.close();
}
async function exchange({ fetch, clock }, url, init, timeoutMs, signal) {
  signal?.throwIfAborted();
  const timer = new AbortController();
  const request = new AbortController();
  const forget = onAbort(signal, (reason) => request.abort(reason));
  clock.sleep(timeoutMs, timer.signal).then(
    () => request.abort(new DOMException(`no answer within ${Math.round(timeoutMs)} ms`, "TimeoutError")),
    () => {
    }
  );
  const sendAndRead = async () => {
    const response = await fetch(url, { ...init, redirect: "manual", signal: request.signal });
    return { response, text: await response.text() };
  };
  const answer = await raceSignal(sendAndRead(), request.signal).finally(() => {
    timer.abort();
    forget();
  });
  await connectionIsBack();
  return answer;
}
var LOST_ANSWER = {
  InitiateAuth: "fail",
  RespondToAuthChallenge: "fail",
  REFRESH_TOKEN_AUTH: "repeat-at-once",
  GetTokensFromRefreshToken: "repeat-at-once",
  RevokeToken: "repeat",
  GlobalSignOut: "repeat",
  GetUser: "repeat",
  ConfirmDevice: "repeat"
};
var FIRST_WAIT_MS = 200;
var LONGEST_WAIT_MS = 5e3;
function backoffMs(attempt, fraction2, firstMs = FIRST_WAIT_MS, longestMs = LONGEST_WAIT_MS) {
  return fraction2 * Math.min(longestMs, firstMs * 2 ** attempt);
}
function retryDelayMs(operation, code, attempt, fraction2) {
  if (code === "ERR_POOLPASS_THROTTLED") return backoffMs(attempt, fraction2);
  if (code !== "ERR_POOLPASS_UNAVAILABLE") return void 0;
  const policy = LOST_ANSWER[operation] ?? "fail";
  if (policy === "fail") return void 0;
  return policy === "repeat-at-once" && attempt === 0 ? 0 : backoffMs(attempt, fraction2);
}
var SHORTEST_RETRY_MS = 100;
async function waitForRetry(clock, error, waitMs, { deadlineAtMs, signal }) {
  const latestAtMs = deadlineAtMs - SHORTEST_RETRY_MS;
  if (clock.monotonicMs() + waitMs > latestAtMs) throw error;
  if (waitMs > 0) await clock.sleep(waitMs, signal);
  if (clock.monotonicMs() > latestAtMs) throw error;
}
var HARMLESS = /* @__PURE__ */ new Set([
  "ClientId",
  "AuthFlow",
  "ChallengeName",
  "USERNAME",
  "Username",
  "TIMESTAMP",
  "AttributeName",
  "Name",
  "UserAttributeNames",
  "UserPoolId",
  "GroupName",
  "ProviderName"
]);
function* sensitiveValues(input) {
  for (const [name, value] of Object.entries(input)) {
    if (HARMLESS.has(name)) continue;
    if (typeof value === "string" && value !== "") yield value;
    else if (typeof value === "object" && value !== null) yield* sensitiveValues(value);
  }
}
var SHORT_CHARACTERS = 5;
function withoutValue(text2, value) {
  if (value.length > SHORT_CHARACTERS) return text2.replaceAll(value, "[redacted]");
  const escaped = value.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return text2.replace(new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "gu"), "[redacted]");
}
function scrub(message, input) {
  const longestFirst = [...sensitiveValues(input)].sort((one, other) => other.length - one.length);
  return longestFirst.reduce(withoutValue, message);
}
var MOST_CAUSES = 4;
function scrubError(error, input, depth = MOST_CAUSES) {
  if (!(error instanceof Error)) return new Error("the connection failed");
  const { name, code, cause } = error;
  const inner = cause instanceof Error && depth > 0 ? { cause: scrubError(cause, input, depth - 1) } : void 0;
  const copy = new Error(scrub(error.message, input), inner);
  Object.defineProperty(copy, "name", { value: scrub(String(name), input) });
  return typeof code === "string" ? Object.assign(copy, { code: scrub(code, input) }) : copy;
}
var LONGEST_ANSWER_CHARACTERS = 1e6;
function createTransport(options) {
  const { clock } = options;
  return async (operation, input, call = {}) => {
    const deadlineAtMs = call.deadlineAtMs ?? clock.monotonicMs() + options.deadlineMs;
    const as = call.as ?? operation;
    for (let attempt = 0; ; attempt++) {
      try {
        return await attemptCall(options, operation, input, as, deadlineAtMs, call.signal);
      } catch (error) {
        call.signal?.throwIfAborted();
        const code = isPoolpassError(error) ? error.code : void 0;
        const jitteredMs = retryDelayMs(as, code, attempt, options.randomFraction());
        if (jitteredMs === void 0) throw error;
        const askedForMs = isPoolpassError(error) ? (error.retryAt?.getTime() ?? 0) - clock.wallMs() : 0;
        await waitForRetry(clock, error, Math.max(jitteredMs, askedForMs), { deadlineAtMs, signal: call.signal });
      }
    }
  };
}
async function attemptCall(options, operation, input, as, deadlineAtMs, signal) {
  const { response, text: text2 } = await post(options, operation, input, deadlineAtMs, signal);
  options.serviceClock.observe(response.headers.get("date"));
  const body = parseObject(text2);
  if (response.ok && body !== void 0) return body;
  throw refusal(options, operation, as, input, response, body);
}
async function post(options, operation, input, deadlineAtMs, signal) {
  const timeoutMs = Math.min(options.attemptTimeoutMs, deadlineAtMs - options.clock.monotonicMs());
  const init = {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`
    },
    body: JSON.stringify(input)
  };
  try {
    return await exchange(options, options.endpoint, init, timeoutMs, signal);
  } catch (cause) {
    signal?.throwIfAborted();
    const safeCause = scrubError(cause, input);
    throw unavailable(operation, options.endpoint, innermostMessage(safeCause), { cause: safeCause });
  }
}
function innermostMessage(error) {
  return error.cause instanceof Error ? innermostMessage(error.cause) : error.message;
}
function unavailable(operation, endpoint, why, details) {
  const message = `${operation}: no usable answer from ${endpoint} (${why}); check the network, or try again later`;
  return new UnavailableError("ERR_POOLPASS_UNAVAILABLE", message, { ...details, retryable: true });
}
function parseObject(text2) {
  if (text2 === "") return {};
  if (text2.length > LONGEST_ANSWER_CHARACTERS) return void 0;
  try {
    const value = JSON.parse(text2);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : void 0;
  } catch {
    return void 0;
  }
}
var text = (value) => typeof value === "string" ? value : "";
function errorName(response, body) {
  const full = text(body?.__type) || text(response.headers.get("x-amzn-errortype"));
  return /([^#:]+)(:|$)/.exec(full.slice(full.indexOf("#") + 1))?.[1] ?? "";
}
function refusal(options, operation, as, input, response, body) {
  const { status } = response;
  const requestId = response.headers.get("x-amzn-requestid") ?? void 0;
  const name = response.ok ? "" : errorName(response, body);
  if (name === "") {
    if (status === 404 || status === 405 || status === 501) return unknownOperation(operation, status, requestId);
    const answer = `HTTP ${status} without a Cognito error or a JSON object`;
    if (status !== 429)
      return unavailable(operation, options.endpoint, answer, requestId === void 0 ? {} : { requestId });
  }
  const message = text(body?.message) || text(body?.Message) || "refused without a message";
  const code = status === 429 && name === "" ? "ERR_POOLPASS_THROTTLED" : classify(as, name, message);
  return new CognitoServiceError(code, `${operation}: ${scrub(message, input)}`, {
    name: name || "TooManyRequestsException",
    operation,
    status,
    requestId,
    retryable: code === "ERR_POOLPASS_THROTTLED" || code === "ERR_POOLPASS_UNAVAILABLE",
    retryAtMs: retryAfter(options.clock, response.headers.get("retry-after"))
  });
}
function unknownOperation(operation, status, requestId) {
  return new CognitoServiceError(
    "ERR_POOLPASS_CONFIGURATION",
    `${operation}: the endpoint does not know this operation`,
    {
      name: "UnknownOperationException",
      operation,
      status,
      requestId
    }
  );
}
function isUnknownOperation(error) {
  return error instanceof CognitoServiceError && /^(UnknownOperation(Exception)?|Unsupported)$/.test(error.name);
}
function retryAfter(clock, header) {
  if (header === null) return void 0;
  const seconds2 = Number(header);
  const atMs = Number.isNaN(seconds2) ? Date.parse(header) : clock.wallMs() + seconds2 * 1e3;
  return Number.isNaN(atMs) ? void 0 : Math.min(atMs, clock.wallMs() + 6e4);
}

// chunk:packages/poolpass/dist/chunks/chunk-R3BMXVR5.js
var BOOLEANS = ["email_verified", "phone_number_verified"];
var NUMBERS = ["updated_at"];
function customAttributes(values) {
  const entries = Object.entries(values).map(([name, value]) => [`custom:${name}`, value]);
  return Object.fromEntries(entries);
}
function fromWire(list = [], attributeMap) {
  const ownName = ownNames(attributeMap);
  return Object.fromEntries(list.map(({ Name, Value = "" }) => [ownName(Name), typedValue(Name, Value)]));
}
function typedValue(name, value) {
  if (BOOLEANS.includes(name)) return value.toLowerCase() === "true";
  const number = NUMBERS.includes(name) && value !== "" ? Number(value) : Number.NaN;
  return Number.isNaN(number) ? value : number;
}

// chunk:packages/poolpass/dist/chunks/chunk-5NNDAOBJ.js
var DEVICE_MEMBERS = "must be { deviceKey, deviceGroupKey, devicePassword }";
function isDevice(value) {
  return hasMembers(value, "string", ["deviceKey", "deviceGroupKey", "devicePassword"]);
}
function hasMembers(value, type, names) {
  const members = Object(value);
  return names.every((name) => members[name] && typeof members[name] === type);
}

// chunk:packages/poolpass/dist/chunks/chunk-WVPHLZCP.js
import {
  invalidOption as invalidOption2
} from "./chunk-TZDYBQAD.js";
function isStorage(value) {
  return hasMembers(value, "function", ["load", "save", "forget"]);
}
function checkDevice(device) {
  if (device === void 0 || device === false || isDevice(device) || isStorage(device)) return;
  throw invalidOption2(
    "device",
    "must be { deviceKey, deviceGroupKey, devicePassword }, { load, save, forget } or false"
  );
}
function isPasswordless({ authFlow, preferredChallenge }) {
  return authFlow === "CUSTOM_AUTH" || authFlow === "USER_AUTH" && !preferredChallenge?.startsWith("PASSWORD");
}
function isUnattended(setup) {
  return isPasswordless(setup) && Object.values(setup.challenges ?? {}).some((handler) => handler !== void 0);
}
async function inTime({ clock, attemptTimeoutMs }, what, work, limitMs = attemptTimeoutMs) {
  const timer = new AbortController();
  const late = clock.sleep(limitMs, timer.signal).then(() => {
    throw new Error(`${what} gave no answer within ${limitMs} ms`);
  });
  late.catch(() => {
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
  }
}

// chunk:packages/poolpass/dist/chunks/chunk-OHIRDLZH.js
var loadVerification = () => import("./verify-session-FZDQIIWA.js");
function prepareVerification(pool) {
  pool.keys.prefetch();
import("jose/jws/compact/verify").catch(()=>{}); import("jose/jwks/local").catch(()=>{});
  loadVerification().then(({ loadJose }) => loadJose()).catch(() => {
  });
}

// chunk:packages/poolpass/dist/chunks/chunk-E4EZZDFF.js
import {
  bytesToBase64,
  hmacSha256,
  utf8
} from "./chunk-MAMQRXUF.js";
import {
  PoolpassError,
  TokenError,
  checkText,
  checkTextMap,
  invalidOption as invalidOption3,
  isPoolpassError as isPoolpassError2
} from "./chunk-TZDYBQAD.js";
var Challenge = class {
  /** ChallengeName, e.g. `SMS_MFA`. */
  name;
  /** The real username. */
  username;
  /** By this machine's clock. */
  receivedAt;
  #json;
  /** @param json What `toJSON()` of another one gave. It is kept as it is, unchecked. */
  constructor(json) {
    this.#json = json;
    this.name = json.name;
    this.username = json.username;
    this.receivedAt = new Date(json.receivedAtMs);
  }
  /** ChallengeParameters as received, e.g. `CODE_DELIVERY_DESTINATION`. */
  get parameters() {
    return this.#json.parameters;
  }
  /** What may be chosen from by SELECT_CHALLENGE or SELECT_MFA_TYPE, or set up by MFA_SETUP. */
  get availableChallenges() {
    const { availableChallenges, parameters } = this.#json;
    return availableChallenges ?? parseJsonArray(parameters.MFAS_CAN_CHOOSE ?? parameters.MFAS_CAN_SETUP);
  }
  /** The attributes that NEW_PASSWORD_REQUIRED demands, without their `userAttributes.` prefix. */
  get requiredAttributes() {
    return parseJsonArray(this.#json.parameters.requiredAttributes).map((name) => name.replace(/^userAttributes\./, ""));
  }
  /** All that it takes to answer later, in another process. **Holds the session: treat it as a secret.** */
  toJSON() {
    return this.#json;
  }
};
function parseJsonArray(json) {
  try {
    const value = JSON.parse(json ?? "[]");
    return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
  } catch {
    return [];
  }
}
function readChallenge(challenge, userPoolId, clientId) {
  const json = challenge instanceof Challenge ? challenge.toJSON() : challenge ?? {};
  const { name, username, parameters } = json;
  if (typeof name !== "string" || typeof username !== "string" || typeof parameters !== "object" || !parameters) {
    throw invalidOption3("challenge", "must be the `challenge` of a ChallengeError, or the JSON of one");
  }
  if (json.userPoolId !== userPoolId || json.clientId !== clientId) {
    throw invalidOption3("challenge", "belongs to another user pool or app client");
  }
  return json;
}
var ChallengeError = class extends PoolpassError {
  static {
    this.prototype.name = "ChallengeError";
  }
  /** @param details With the `challenge`, which gets no part in the message. */
  constructor(message, details) {
    super("ERR_POOLPASS_CHALLENGE", message, details);
    Object.defineProperty(this, "challenge", { value: details.challenge });
  }
};
var classes = /* @__PURE__ */ new Map();
var pascalCase = (name) => name.toLowerCase().replace(/(^|_)(\w)/g, (_, __, letter) => letter.toUpperCase());
function challengeErrorClass(name) {
  let Class = classes.get(name);
  if (!Class) {
    const called = `${pascalCase(name)}ChallengeError`;
    Class = { [called]: class extends ChallengeError {
    } }[called];
    Class.prototype.name = called;
    classes.set(name, Class);
  }
  return Class;
}
function decodeClaims(token) {
  try {
    const payload = (token.split(".", 3)[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    const binary = atob(payload);
    const json = /[\x80-\xff]/.test(binary) ? decodeUtf8(binary) : binary;
    const claims = JSON.parse(json);
    if (typeof claims === "object" && claims !== null) return claims;
  } catch {
  }
  throw new TokenError("ERR_POOLPASS_TOKEN_INVALID", "the token is not a JWT");
}
function decodeUtf8(binary) {
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return new TextDecoder().decode(bytes);
}
async function secretHash(username, clientId, clientSecret) {
  return bytesToBase64(await hmacSha256(utf8(clientSecret), utf8(username + clientId)));
}
var MOST_ROUNDS = 12;
var MOST_REPEATED = 2;
var REPEATED_AFTER_MS = 1e3;
async function secretParameters(client, username) {
  const secret = await client.clientSecret();
  return secret === void 0 ? {} : { SECRET_HASH: await secretHash(username, client.clientId, secret) };
}
function checkClientMetadata(clientMetadata) {
  if (clientMetadata !== void 0) checkTextMap("clientMetadata", clientMetadata);
}
function newFlow(client, username, steps, options) {
  checkClientMetadata(options.clientMetadata);
  const deadlineAtMs = client.clock.monotonicMs() + client.deadlineMs;
  return {
    ...options,
    client,
    username,
    givenUsername: options.givenUsername ?? username,
    steps: options.steps ?? steps,
    traces: options.traces ?? {},
    rounds: 0,
    deadlineAtMs,
    hasShownFactor: false
  };
}
async function startFlow(flow, AuthFlow, begin) {
  const { client, username, clientMetadata, signal } = flow;
  checkText("username", username);
  signal?.throwIfAborted();
  for (let retries = 0, repeated = 0; ; retries++) {
    flow.username = username;
    flow.rounds = 0;
    flow.hasShownFactor = false;
    try {
      const AuthParameters = { USERNAME: username, ...begin(), ...await commonParameters(flow) };
      const requestedAt = instant(client.clock);
      const { session: Session } = flow;
      const input = { AuthFlow, ClientId: client.clientId, AuthParameters, Session, ClientMetadata: clientMetadata };
      if (AuthFlow !== "USER_SRP_AUTH") showFactor(flow);
      const output = await client.call("InitiateAuth", input, { signal, deadlineAtMs: flow.deadlineAtMs });
      return await continueFlow(flow, { output, requestedAt });
    } catch (error) {
      if (await flow.traces.recover?.(flow, error)) continue;
      if (!isPoolpassError2(error, "ERR_POOLPASS_UNAVAILABLE")) throw error;
      if (flow.hasShownFactor && ++repeated > MOST_REPEATED) throw error;
      const waitMs = backoffMs(retries, client.randomFraction(), flow.hasShownFactor ? REPEATED_AFTER_MS : void 0);
      await waitForRetry(client.clock, error, waitMs, flow);
    }
  }
}
function showFactor(flow) {
  flow.hasShownFactor = flow.traces.hasShownFactor = true;
}
async function commonParameters({ client, username, device }) {
  return { ...device && { DEVICE_KEY: device.deviceKey }, ...await secretParameters(client, username) };
}
async function sendAnswer(flow, received, step, answer) {
  return sendPrepared(flow, step.prepare ? await step.prepare(flow, received, answer) : received, step, answer);
}
async function sendPrepared(flow, challenge, step, answer) {
  const responses = await step.respond(flow, challenge, answer);
  const answered = await sendResponses(flow, challenge, responses, step.refusedAs);
  await step.accepted?.(flow, answer);
  return answered;
}
async function sendResponses(flow, challenge, responses, as) {
  const { client, signal, username } = flow;
  const requestedAt = instant(client.clock);
  const input = {
    ClientId: client.clientId,
    ChallengeName: challenge.name,
    Session: challenge.session,
    ChallengeResponses: { ...responses, USERNAME: username, ...await commonParameters(flow) },
    ClientMetadata: flow.clientMetadata
  };
  const call = { signal, deadlineAtMs: flow.deadlineAtMs, as };
  showFactor(flow);
  return { output: await client.call("RespondToAuthChallenge", input, call), requestedAt };
}
async function continueFlow(flow, { output, requestedAt }) {
  if (output.ChallengeName === void 0) return signInResult(flow, output, requestedAt);
  if (typeof output.ChallengeName !== "string" || ++flow.rounds > MOST_ROUNDS) throw noWayOn();
  const challenge = receiveChallenge(flow, output, output.ChallengeName);
  const step = stepFor(flow.steps, challenge);
  if (step?.automatic === true) return continueFlow(flow, await sendAnswer(flow, challenge, step));
  if (flow.onChallenge) return flow.onChallenge(flow, challenge);
  throw unanswered(challenge);
}
function stepFor(steps, { name }) {
  return Object.hasOwn(steps, name) ? steps[name] : void 0;
}
function receiveChallenge(flow, output, name) {
  const parameters = output.ChallengeParameters ?? {};
  flow.username = parameters.USERNAME ?? parameters.USER_ID_FOR_SRP ?? flow.username;
  return {
    name,
    userPoolId: flow.client.userPoolId,
    clientId: flow.client.clientId,
    username: flow.username,
    givenUsername: flow.givenUsername,
    parameters,
    ...output.Session !== void 0 && { session: output.Session },
    ...output.AvailableChallenges && { availableChallenges: output.AvailableChallenges },
    receivedAtMs: flow.client.clock.wallMs()
  };
}
var HOW_TO_ANSWER = "call respond(error.challenge, answer) of the Cognito (`auth.cognito`), or respondToChallenge()";
function unanswered(challenge, advice = HOW_TO_ANSWER, cause) {
  const { name } = challenge;
  const Class = challengeErrorClass(name);
  const remedy = name.startsWith("DEVICE_") ? "give the `device`" : advice;
  const message = `sign-in needs an answer to ${name}: ${remedy}`;
  return new Class(message, { challenge: new Challenge(challenge), cause });
}
function signInResult(flow, output, requestedAt) {
  const tokens = readTokens(output);
  const claimed = decodeClaims(tokens.accessToken).username;
  const { DeviceKey, DeviceGroupKey } = output.AuthenticationResult?.NewDeviceMetadata ?? {};
  return {
    tokens,
    username: typeof claimed === "string" ? claimed : flow.username,
    requestedAt,
    ...flow.device && { device: flow.device },
    ...DeviceKey && { newDevice: { deviceKey: DeviceKey, deviceGroupKey: DeviceGroupKey ?? "" } }
  };
}
function noWayOn() {
  return new TokenError("ERR_POOLPASS_TOKEN_INVALID", "the pool answered with neither tokens nor a challenge");
}
function readTokens(output) {
  const { AccessToken, IdToken, RefreshToken, TokenType } = output.AuthenticationResult ?? {};
  if (typeof AccessToken !== "string") {
    throw noWayOn();
  }
  return {
    accessToken: AccessToken,
    ...IdToken !== void 0 && { idToken: IdToken },
    ...RefreshToken !== void 0 && { refreshToken: RefreshToken },
    tokenType: TokenType ?? "Bearer"
  };
}

// chunk:packages/poolpass/dist/chunks/chunk-QP6DZJFA.js
import {
  TokenError as TokenError2
} from "./chunk-TZDYBQAD.js";
var clamp = (value, least, most) => Math.min(most, Math.max(least, value));
function readTimes(token, fraction2) {
  const { iat, exp } = decodeClaims(token);
  if (typeof iat !== "number" || typeof exp !== "number" || exp <= iat) {
    throw new TokenError2("ERR_POOLPASS_TOKEN_INVALID", "the token has no usable `iat` and `exp`");
  }
  const lifetimeMs2 = (exp - iat) * 1e3;
  const hardMs = lifetimeMs2 - clamp(lifetimeMs2 * 0.05, 1e3, 3e4);
  const softMs = Math.min(hardMs, lifetimeMs2 * (0.65 + 0.1 * fraction2));
  return { issuedAtMs: iat * 1e3, expiresAtMs: exp * 1e3, softMs, hardMs };
}
function holdTokens(tokens, username, requestedAt, fraction2) {
  const { sub } = decodeClaims(tokens.accessToken);
  return {
    tokens,
    username,
    sub: typeof sub === "string" ? sub : void 0,
    times: {
      access_token: readTimes(tokens.accessToken, fraction2),
      ...tokens.idToken !== void 0 && { id_token: readTimes(tokens.idToken, fraction2) }
    },
    requestedAt
  };
}
function tokenAgeMs(held2, type, clock, serviceClock) {
  const times = held2.times[type];
  if (!times) return Number.POSITIVE_INFINITY;
  return held2.requestedAt ? ageMs(clock, held2.requestedAt) : serviceClock.nowMs() - times.issuedAtMs;
}
function lifetimeMs(times) {
  return times.expiresAtMs - times.issuedAtMs;
}
function held(tokens, origin, device, storeVersion) {
  const { storedAs, credentialTag } = origin;
  return {
    ...tokens,
    device,
    newDevice: void 0,
    storedAs,
    credentialTag,
    storeVersion,
    trusted: false,
    invalidated: false,
    renewalRefused: void 0
  };
}
function heldFromPool({ tokens, username, requestedAt, device = void 0, newDevice = void 0 }, origin, previous, fraction2) {
  const kept2 = {
    device: device ?? previous?.device,
    newDevice: device ? void 0 : newDevice ?? previous?.newDevice
  };
  const times = holdTokens(tokens, username, requestedAt, fraction2);
  return { ...held(times, origin, kept2.device, previous?.storeVersion), newDevice: kept2.newDevice };
}
function heldFromStore({ value, version }, storedAs, fraction2) {
  const { tokens, username, credentialTag, device } = value;
  return held(holdTokens(tokens, username, void 0, fraction2), { storedAs, credentialTag }, device, version);
}
function heldFromCaller({
  tokens,
  username: storedAs,
  device: option
}) {
  const device = isDevice(option) ? option : void 0;
  const given = { tokenType: "Bearer", accessToken: "", ...tokens };
  const origin = { storedAs, credentialTag: void 0 };
  if (given.accessToken !== "") {
    const claimed = decodeClaims(given.accessToken).username;
    const username = typeof claimed === "string" ? claimed : storedAs ?? "";
    return held(holdTokens(given, username, void 0, 0.5), origin, device);
  }
  if (given.refreshToken === void 0) return void 0;
  const alone = { tokens: given, username: storedAs ?? "", sub: void 0, times: {}, requestedAt: void 0 };
  return { ...held(alone, origin, device), trusted: true };
}
function deviceKeyOf({ device, tokens }) {
  if (device) return device.deviceKey;
  const claimed = tokens.accessToken ? decodeClaims(tokens.accessToken).device_key : void 0;
  return typeof claimed === "string" ? claimed : void 0;
}
function tokenOf({ tokens }, type) {
  return type === "id_token" ? tokens.idToken : tokens.accessToken;
}
function isRenewable({ tokens, renewalRefused }) {
  return tokens.refreshToken !== void 0 && renewalRefused === void 0;
}
function isNewer(stored, held2) {
  const storedMs = stored.times.access_token?.issuedAtMs ?? 0;
  const heldMs = held2?.times.access_token?.issuedAtMs ?? 0;
  return storedMs > heldMs || storedMs === heldMs && held2?.storeVersion !== void 0;
}

// chunk:packages/poolpass/dist/chunks/chunk-IZRCJWNR.js
function lasting(headers) {
  if (!headers) return void 0;
  return Symbol.iterator in headers ? new Headers(headers) : { ...headers };
}
function withHeader(headers, name, value) {
  if (headers === void 0) return { [name]: value };
  if (Symbol.iterator in headers) {
    const own = new Headers(headers);
    own.set(name, value);
    return own;
  }
  return Object.fromEntries([...Object.entries(headers).filter(([other]) => !isSameName(other, name)), [name, value]]);
}
function isSameName(one, other) {
  return one.length === other.length && one.toLowerCase() === other.toLowerCase();
}
var ReadyHeader = class {
  #name = "";
  #value = "";
  #alone = new Headers();
  on(headers, name, value) {
    if (headers && Symbol.iterator in headers) return withHeader(headers, name, value);
    if (value !== this.#value || name !== this.#name) {
      this.#alone = new Headers({ [name]: value });
      this.#name = name;
      this.#value = value;
    }
    if (headers === void 0) return this.#alone;
    const own = new Headers(this.#alone);
    for (const other in headers) if (!isSameName(other, name)) own.append(other, headers[other]);
    return own;
  }
};
function redirectMode(asked, header, areOpaque = redirectsAreOpaque()) {
  if (asked !== "follow") return asked;
  if (!areOpaque) return "manual";
  return header.toLowerCase() === "authorization" ? "follow" : "error";
}
function redirectsAreOpaque() {
  const runTime = globalThis;
  if (runTime.document !== void 0) return true;
  const isWorker = runTime.WorkerGlobalScope !== void 0 && runTime.Deno === void 0;
  return isWorker && runTime.navigator?.userAgent !== "Cloudflare-Workers";
}

// chunk:packages/poolpass/dist/chunks/chunk-TFESAOS7.js
var LastOrigin = class {
  #origin = "";
  #beginning;
  of(address) {
    return this.#beginning !== void 0 && address.startsWith(this.#beginning) ? this.#origin : void 0;
  }
  remember(origin) {
    this.#origin = origin;
    this.#beginning = `${origin}/`;
  }
};

// chunk:packages/poolpass/dist/chunks/chunk-3ATZ7OVH.js
var LONGEST_KEPT_BYTES = 1048576;
var LONGEST_DRAINED_BYTES = 65536;
var LONGEST_DRAINED_MS = 2e3;
var REPLAYABLE = /* @__PURE__ */ new Set(["Blob", "File", "FormData", "URLSearchParams", "ArrayBuffer", "SharedArrayBuffer"]);
function isRequest(input) {
  return typeof input === "object" && input !== null && input[Symbol.toStringTag] === "Request";
}
function isReplayable(body) {
  if (body === void 0 || body === null || typeof body === "string" || ArrayBuffer.isView(body)) return true;
  if ("pipe" in Object(body)) return false;
  return typeof body === "object" && REPLAYABLE.has(body[Symbol.toStringTag] ?? "");
}
function keepBody(stream) {
  const kept2 = { content: void 0 };
  readAll(stream).then(
    (bytes) => {
      kept2.content = bytes;
    },
    () => {
    }
  );
  return kept2;
}
async function readAll(stream) {
  const chunks = [];
  let length = 0;
  const reader = stream.getReader();
  for (; ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > LONGEST_KEPT_BYTES) {
      reader.cancel().catch(() => {
      });
      return void 0;
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
async function drop(response) {
  if (!response.body || response.body.locked) return;
  const reader = response.body.getReader();
  const cancel = () => reader.cancel().catch(() => {
  });
  await withinDrainTime(cancel, async () => {
    for (let length = 0; length <= LONGEST_DRAINED_BYTES; ) {
      const { done, value } = await reader.read();
      if (done) return;
      length += value.length;
    }
    await cancel();
  });
}
async function dropStream(body) {
  if (!(Symbol.asyncIterator in Object(body))) return;
  const stream = body;
  await withinDrainTime(
    () => stream.destroy?.(),
    async () => {
      let length = 0;
      for await (const chunk of stream) {
        length += chunk.length;
        if (length > LONGEST_DRAINED_BYTES) break;
      }
    }
  );
}
async function withinDrainTime(giveUp, drain) {
  const timer = setTimeout(giveUp, LONGEST_DRAINED_MS);
  if (typeof timer === "object") timer?.unref?.();
  try {
    await drain();
  } catch {
  } finally {
    clearTimeout(timer);
  }
}
var viewKey = /* @__PURE__ */ Symbol.for("poolpass/view");
function mayCarryTo(view, url, named) {
  return !view.isPool(url) && view.origins.allowsHop(url, named);
}

// chunk:packages/poolpass/dist/chunks/chunk-O3WCWSUI.js
function createAuthFetch(view, base) {
  const send = createSend(view, base);
  return (input, init) => send(input, init);
}
var globalFetch = (input, init) => globalThis.fetch(input, init);
var ownFetch = globalThis.fetch;
function createSend(view, base) {
  const sender = {
    view,
    base,
    isGlobal: base === globalFetch,
    areOpaque: redirectsAreOpaque(),
    lastOrigin: new LastOrigin(),
    readyHeader: new ReadyHeader()
  };
  return (input, init, made) => {
    const given = init && membersOf(init);
    return isRequest(input) ? sendRequest(sender, input, given, made) : sendAddress(sender, input, given);
  };
}
function isOwn({ base, isGlobal }) {
  return (isGlobal ? globalThis.fetch : base) === ownFetch;
}
async function sendAddress(sender, input, init) {
  const { view, base } = sender;
  const address = String(input);
  const origin = sender.lastOrigin.of(address) ?? originOf(sender, address);
  if (origin === void 0) return base(input, init);
  const given = init && { ...init };
  const headers = lasting(given?.headers);
  const redirect = given?.redirect ?? "follow";
  const token = view.fresh() ?? await view.token(parseAddress(address), given?.signal);
  const response = await base(address, initWith(sender, token, given, headers, redirect));
  if (isLastWord(response)) {
    view.accepted(origin);
    return response;
  }
  const url = parseAddress(address);
  const spent = { request: void 0, signal: given?.signal, isSpent: false, keptBody: void 0 };
  return settle({ view, base, url, given: given ?? {}, headers, redirect, ...spent }, token, response);
}
async function sendRequest(sender, request, init, made) {
  const { view, base } = sender;
  const address = request.url;
  const origin = sender.lastOrigin.of(address) ?? originOf(sender, address);
  if (origin === void 0) return base(request, init);
  const given = init && { ...init };
  const copied = lasting(given?.headers) ?? (made ? void 0 : lasting(request.headers));
  const streamed = (given?.body ?? null) === null ? request.body : null;
  const keptBody = streamed ? kept(request, made?.text) : void 0;
  const redirect = given?.redirect ?? request.redirect ?? "follow";
  const token = view.fresh() ?? await view.token(parseAddress(address), signalOf(given, request));
  const response = await (made && !given?.headers && isOwn(sender) ? made.send(
    base,
    request,
    withMembers(given, { redirect: redirectMode(redirect, view.header, sender.areOpaque) }),
    view.header,
    view.valueFor(token)
  ) : (
    // A Request as it is: it knows its body's length.
    base(request, initWith(sender, token, given, copied ?? request.headers, redirect))
  ));
  if (isLastWord(response)) {
    view.accepted(origin);
    return response;
  }
  const sent = {
    view,
    base,
    url: parseAddress(address),
    request,
    given: given ?? {},
    signal: signalOf(given, request),
    headers: copied ?? request.headers,
    redirect,
    isSpent: Boolean(streamed),
    keptBody
  };
  return settle(sent, token, response);
}
function signalOf(given, request) {
  return given?.signal === void 0 ? request.signal : given.signal;
}
function originOf({ view, lastOrigin }, address) {
  const url = parseAddress(address);
  if (view.isPool(url)) return void 0;
  view.origins.check(url);
  const { origin } = url;
  if (origin !== view.poolOrigin) lastOrigin.remember(origin);
  return origin;
}
function initWith(sender, token, given, headers, redirect) {
  const { view, areOpaque } = sender;
  const value = view.valueFor(token);
  return withMembers(given, {
    headers: isOwn(sender) ? sender.readyHeader.on(headers, view.header, value) : withHeader(headers, view.header, value),
    redirect: redirectMode(redirect, view.header, areOpaque)
  });
}
function withMembers(given, members) {
  return given ? { ...given, ...members } : members;
}
async function settle(sent, token, response) {
  const { settleAndFollow } = await import("./settle-and-follow-GRR6VHJO.js");
  return settleAndFollow(sent, token, response);
}
function kept(request, text2) {
  if (text2 !== void 0) return { content: text2 };
  const spare = request.clone().body;
  return spare ? keepBody(spare) : void 0;
}
var MEMBERS = [
  "method",
  "headers",
  "body",
  "referrer",
  "referrerPolicy",
  "mode",
  "credentials",
  "cache",
  "redirect",
  "integrity",
  "keepalive",
  "signal",
  "window",
  "duplex",
  "dispatcher",
  "priority"
];
function membersOf(init) {
  const prototype = Object.getPrototypeOf(init);
  if (prototype === Object.prototype || prototype === null) return init;
  const members = init;
  const read = MEMBERS.map((name) => [name, members[name]]).filter(([, value]) => value !== void 0);
  return { ...init, ...Object.fromEntries(read) };
}
function parseAddress(address) {
  return new URL(address, globalThis.location?.href);
}
function isLastWord({ status }) {
  return status >= 200 && status < 300 || status >= 400 && status !== 401;
}

// chunk:packages/poolpass/dist/chunks/chunk-4HV2W2UY.js
import {
  OriginError,
  invalidOption as invalidOption4
} from "./chunk-TZDYBQAD.js";
var Origins = class _Origins {
  #listed;
  /** The origin of the client's base URL: the only one where none are listed. */
  #base;
  /** @param origins URLs of origins; `undefined`: any https origin, and loopback, that a caller names. */
  constructor(origins) {
    if (origins !== void 0 && !Array.isArray(origins)) throw invalidOption4("origins", "must be an array of origins");
    this.#listed = origins && new Set(origins.map(readOrigin));
  }
  /** Whether the caller listed them. */
  get areListed() {
    return this.#listed !== void 0;
  }
  /** The default of a client that has a base URL: that URL's origin, as far as a token may go there at all. */
  within(baseUrl) {
    if (this.#listed) return this;
    const origins = new _Origins(void 0);
    origins.#base = baseUrl.origin;
    return origins;
  }
  /** Whether a request that a caller names may carry a token. */
  allows(url) {
    if (this.#listed) return this.#listed.has(url.origin);
    if (this.#base !== void 0 && this.#base !== url.origin) return false;
    return url.protocol === "https:" || url.protocol === "http:" && isLoopback(url);
  }
  /** Whether a redirect may take the token along: to a listed origin, or else to the one that the caller named. */
  allowsHop(url, named) {
    const isDowngrade = named.protocol === "https:" && url.protocol === "http:";
    return !isDowngrade && (this.#listed ? this.#listed.has(url.origin) : url.origin === named.origin);
  }
  /** @throws {OriginError} `ERR_POOLPASS_ORIGIN`: nothing has been sent. */
  check(url) {
    if (this.allows(url)) return;
    throw new OriginError(
      "ERR_POOLPASS_ORIGIN",
      `no token may go to ${url.origin}: ${this.#reason(url)}. Nothing was sent`
    );
  }
  #reason({ origin, protocol }) {
    if (this.#listed) return "it is not among `origins`";
    if (this.#base !== void 0 && this.#base !== origin) {
      return `without \`origins\`, none leaves the origin of the base URL, ${this.#base}`;
    }
    return protocol === "http:" ? "plain http to another machine has to be listed in `origins`" : "without `origins`, only https and loopback origins may have one";
  }
};
function readOrigin(text2) {
  const url = typeof text2 === "string" && URL.canParse(text2) ? new URL(text2) : void 0;
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/` && !url.host.includes("*");
  if (!isOrigin) throw invalidOption4("origins", "must hold origins only, like https://api.example.com");
  return url.origin;
}

// chunk:packages/poolpass/dist/chunks/chunk-AQROTLGE.js
import {
  checkFunction,
  checkObject as checkObject2,
  refuseUnknownOptions
} from "./chunk-TZDYBQAD.js";
var KNOWN = {
  newPasswordRequired: true,
  smsMfa: true,
  smsOtp: true,
  emailOtp: true,
  softwareTokenMfa: true,
  selectMfaType: true,
  mfaSetup: true,
  selectChallenge: true,
  password: true,
  passwordSrp: true,
  customChallenge: true
};
function checkHandlers(handlers) {
  if (handlers === void 0) return {};
  checkObject2("challenges", handlers);
  refuseUnknownOptions(handlers, KNOWN);
  for (const [name, handler] of Object.entries(handlers)) {
    if (handler !== void 0) checkFunction(`challenges.${name}`, handler);
  }
  return handlers;
}

// chunk:packages/poolpass/dist/chunks/chunk-RYMDPA57.js
import {
  clientEphemeralKey,
  formatTimestamp,
  passwordProof
} from "./chunk-MAMQRXUF.js";
import {
  CognitoServiceError as CognitoServiceError2,
  SrpError,
  TokenError as TokenError3,
  checkText as checkText2,
  invalidOption as invalidOption5,
  isPoolpassError as isPoolpassError3,
  oneOf
} from "./chunk-TZDYBQAD.js";
var proofStep = (proverOf, refusedAs) => ({
  automatic: true,
  refusedAs,
  async respond(flow, challenge) {
    const { client, ephemeralKey } = flow;
    const { identity, password: password2 } = proverOf(flow, challenge);
    if (ephemeralKey === void 0 || password2 === void 0) {
      throw new SrpError("ERR_POOLPASS_SRP", "the pool asks for a proof that was not begun");
    }
    const timestamp = formatTimestamp(client.serviceClock.nowMs());
    const { SECRET_BLOCK = "", SRP_B = "", SALT = "" } = challenge.parameters;
    const signature = await passwordProof({
      identity,
      password: password2,
      ephemeralKey,
      serverPublicKey: SRP_B,
      salt: SALT,
      secretBlock: SECRET_BLOCK,
      timestamp,
      engine: client.srpEngine
    });
    return { PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK, PASSWORD_CLAIM_SIGNATURE: signature, TIMESTAMP: timestamp };
  }
});
var passwordVerifier = /* @__PURE__ */ proofStep(
  ({ client, username, password: password2 }, { parameters }) => ({
    // Only the service knows the id that the verifier was made with: what was typed may be an alias.
    identity: { group: client.poolName, id: parameters.USER_ID_FOR_SRP ?? username },
    password: password2
  })
);
var srpSteps = { PASSWORD_VERIFIER: passwordVerifier };
async function signInWithSrp(client, options) {
  const { username, password: password2 } = options;
  checkPassword(password2);
  const flow = newFlow(client, username, srpSteps, options);
  flow.password = password2;
  return startFlow(flow, "USER_SRP_AUTH", () => beginSrp(flow));
}
function checkPassword(password2) {
  checkText2("password", password2);
}
function beginSrp(flow) {
  const { random, srpEngine } = flow.client;
  flow.ephemeralKey = clientEphemeralKey({ random, engine: srpEngine });
  return { SRP_A: flow.ephemeralKey.publicKey.toString(16) };
}
function printWithout(result, ...secrets) {
  const hidden = secrets.filter((name) => result[name] !== void 0).map((name) => [name, "(not printed)"]);
  const print = (_depth, options, inspect) => inspect({ ...result, ...Object.fromEntries(hidden) }, options);
  return Object.defineProperty(result, /* @__PURE__ */ Symbol.for("nodejs.util.inspect.custom"), { value: print });
}
function checkText22(answer, what) {
  if (typeof answer !== "string" || answer === "") throw invalidOption5("answer", `must be ${what}: a non-empty string`);
  return answer;
}
var oneValue = (parameter, what) => ({
  respond: (_flow, _challenge, answer) => ({ [parameter]: checkText22(answer, what) })
});
var smsMfa = /* @__PURE__ */ oneValue("SMS_MFA_CODE", "the code");
var smsOtp = /* @__PURE__ */ oneValue("SMS_OTP_CODE", "the code");
var emailOtp = /* @__PURE__ */ oneValue("EMAIL_OTP_CODE", "the code");
var softwareTokenMfa = /* @__PURE__ */ oneValue("SOFTWARE_TOKEN_MFA_CODE", "the code");
var selectMfaType = /* @__PURE__ */ oneValue("ANSWER", "one of `challenge.availableChallenges`");
var customChallenge = /* @__PURE__ */ oneValue("ANSWER", "the answer");
var holderInput = (holder) => "accessToken" in holder ? { AccessToken: holder.accessToken } : { Session: holder.session };
async function associateSoftwareToken(client, holder, label, call) {
  const { SecretCode, Session } = await client.call("AssociateSoftwareToken", holderInput(holder), call);
  if (typeof SecretCode !== "string") {
    throw new TokenError3("ERR_POOLPASS_TOKEN_INVALID", "AssociateSoftwareToken: the pool answered without a secret");
  }
  return { secret: SecretCode, otpauthUri: otpauthUri(SecretCode, label), session: Session };
}
function otpauthUri(secret, { issuer, account }) {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${encodeURIComponent(secret)}&issuer=${encodeURIComponent(issuer)}`;
}
async function verifySoftwareToken(client, holder, code, deviceName, call) {
  const input = { ...holderInput(holder), UserCode: code, FriendlyDeviceName: deviceName };
  const { Status, Session } = await client.call("VerifySoftwareToken", input, call);
  if (Status === "SUCCESS") return Session;
  throw new CognitoServiceError2("ERR_POOLPASS_CODE_MISMATCH", "VerifySoftwareToken: the code was not accepted", {
    name: "EnableSoftwareTokenMFAException",
    operation: "VerifySoftwareToken",
    status: 200
  });
}
var mfaSetup = {
  async prepare(flow, challenge, answer) {
    const given = typeof answer === "string" ? { code: answer } : answer ?? {};
    if ("email" in given || challenge.isVerified) return challenge;
    const code = checkText22(given.code, "the code");
    const holder = { session: challenge.session };
    const call = { signal: flow.signal, deadlineAtMs: flow.deadlineAtMs };
    const session = await verifySoftwareToken(flow.client, holder, code, given.deviceName, call);
    return { ...challenge, isVerified: true, ...session !== void 0 && { session } };
  },
  respond: (_flow, _challenge, answer) => typeof answer === "object" && "email" in answer ? { EMAIL: checkText22(answer.email, "the address") } : {}
};
async function beginMfaSetup(client, json, label = {}) {
  if (json.name !== "MFA_SETUP") throw invalidOption5("challenge", "must be one of MFA_SETUP");
  const named = { issuer: label.issuer ?? client.userPoolId, account: label.account ?? json.username };
  const { session, ...secret } = await associateSoftwareToken(client, { session: json.session }, named);
  const challenge = new Challenge({ ...json, ...session !== void 0 && { session } });
  return printWithout({ ...secret, challenge }, "secret", "otpauthUri");
}
function respond(flow, json, answer) {
  const { newPassword, userAttributes = {} } = answer ?? {};
  if (typeof newPassword !== "string" || newPassword === "") {
    throw invalidOption5("newPassword", "must be a non-empty string");
  }
  const missing = new Challenge(json).requiredAttributes.filter((name) => !Object.hasOwn(userAttributes, name));
  if (missing.length > 0)
    throw invalidOption5("userAttributes", `must hold what the pool demands: ${missing.join(", ")}`);
  const prefixed = Object.entries(userAttributes).map(([name, value]) => [`userAttributes.${name}`, value]);
  flow.traces.recover = tryInstead(newPassword);
  return { NEW_PASSWORD: newPassword, ...Object.fromEntries(prefixed) };
}
var tryInstead = (newPassword) => async (flow, error) => {
  if (!isPoolpassError3(error, "ERR_POOLPASS_WRONG_CREDENTIALS")) return false;
  await take(flow, newPassword);
  return true;
};
async function take(flow, newPassword) {
  flow.traces.recover = void 0;
  flow.password = newPassword;
  await flow.onNewPassword?.(newPassword);
}
var newPasswordRequired = {
  respond,
  accepted: (flow, { newPassword }) => take(flow, newPassword)
};
function forgetIfRefused({ traces }, error) {
  if (isPoolpassError3(error, "ERR_POOLPASS_PASSWORD_POLICY")) traces.recover = void 0;
}
function deviceOf(flow, challenge) {
  if (!flow.device) throw unanswered(challenge);
  return flow.device;
}
var deviceSrpAuth = {
  automatic: true,
  respond(flow, challenge) {
    deviceOf(flow, challenge);
    return beginSrp(flow);
  }
};
var devicePasswordVerifier = /* @__PURE__ */ proofStep((flow, challenge) => {
  const { deviceKey, deviceGroupKey, devicePassword } = deviceOf(flow, challenge);
  return { identity: { group: deviceGroupKey, id: deviceKey }, password: devicePassword };
}, "DEVICE_PASSWORD_VERIFIER");
var knowsPassword = (flow) => flow.password !== void 0;
var password = {
  automatic: knowsPassword,
  respond: (flow, _challenge, answer) => ({ PASSWORD: takePassword(flow, answer) })
};
var passwordSrp = {
  automatic: knowsPassword,
  respond(flow, _challenge, answer) {
    takePassword(flow, answer);
    return beginSrp(flow);
  }
};
function takePassword(flow, answer) {
  const password2 = answer ?? flow.password;
  checkPassword(password2);
  flow.password = password2;
  return password2;
}
var selectChallenge = {
  automatic: (flow, challenge) => ownChoice(flow, challenge) !== void 0,
  respond(flow, challenge, answer) {
    const given = typeof answer === "object" && answer !== null ? answer : { answer: answer ?? ownChoice(flow, challenge) };
    if (given.password !== void 0) takePassword(flow, given.password);
    const choice = checkText22(given.answer, "one of `challenge.availableChallenges`");
    return { ANSWER: choice, ...firstFactor(flow, choice) };
  }
};
function firstFactor(flow, choice) {
  if (flow.password === void 0) return {};
  if (choice === "PASSWORD_SRP") return beginSrp(flow);
  return choice === "PASSWORD" ? { PASSWORD: flow.password } : {};
}
function ownChoice(flow, json) {
  const { availableChallenges } = new Challenge(json);
  const wanted = flow.preferredChallenge ?? (knowsPassword(flow) ? "PASSWORD_SRP" : void 0);
  return wanted !== void 0 && availableChallenges.includes(wanted) ? wanted : void 0;
}
var allSteps = {
  PASSWORD_VERIFIER: passwordVerifier,
  NEW_PASSWORD_REQUIRED: newPasswordRequired,
  SMS_MFA: smsMfa,
  SMS_OTP: smsOtp,
  EMAIL_OTP: emailOtp,
  SOFTWARE_TOKEN_MFA: softwareTokenMfa,
  SELECT_MFA_TYPE: selectMfaType,
  MFA_SETUP: mfaSetup,
  SELECT_CHALLENGE: selectChallenge,
  PASSWORD: password,
  PASSWORD_SRP: passwordSrp,
  CUSTOM_CHALLENGE: customChallenge,
  DEVICE_SRP_AUTH: deviceSrpAuth,
  DEVICE_PASSWORD_VERIFIER: devicePasswordVerifier
};
function leftUnanswered(challenge, cause, isAnswerable = challenge.name !== "MFA_SETUP" || challenge.isVerified) {
  const problem = cause === void 0 ? "" : "the one that was given did not do (see `cause`); ";
  const advice = isAnswerable ? HOW_TO_ANSWER : "call associateSoftwareToken({ challenge }) of the Cognito (`auth.cognito`), then respond() to the challenge it gives";
  return unanswered(challenge, problem + advice, cause);
}
async function runOutside({ signal, pause, resume }, work) {
  pause?.();
  try {
    signal.throwIfAborted();
    return await raceSignal(work(), signal);
  } finally {
    resume?.();
  }
}
var MOST_REFUSED = 3;
var MOST_USED = 5;
var TOTP_STEP_MS = 3e4;
async function answerByHandlers(flow, challenge, asking) {
  const step = stepFor(allSteps, challenge);
  if (!step) throw leftUnanswered(challenge);
  const answered = isAutomatic(step, flow, challenge) ? await sendAnswer(flow, challenge, step) : await askUntilTaken(flow, challenge, step, asking);
  return continueFlow(flow, answered);
}
function isAutomatic({ automatic }, flow, challenge) {
  return typeof automatic === "function" ? automatic(flow, challenge) : automatic === true;
}
async function answerAlone(flow, challenge) {
  return answerByHandlers(flow, challenge, { handlers: {}, signal: new AbortController().signal });
}
async function askUntilTaken(flow, received, step, asking) {
  const handler = asking.handlers[camelCase(received.name)];
  if (!handler) throw leftUnanswered(received);
  const question = { challenge: received, refused: 0, used: 0, error: void 0 };
  for (let attempt = 1; ; attempt++) {
    const answer = await ask(flow, question, handler, attempt, asking);
    if (answer === void 0) throw leftUnanswered(question.challenge, question.error);
    try {
      const answered = await sendAnswer(flow, question.challenge, step, answer);
      flow.rounds = 0;
      return answered;
    } catch (error) {
      question.error = error;
      forgetIfRefused(flow, error);
      if (error instanceof TypeError) throw leftUnanswered(question.challenge, error);
      if (isUsedCode(error, received) && ++question.used < MOST_USED) await nextStep(flow, asking);
      else if (!isRefused(error)) throw error;
      else if (++question.refused >= MOST_REFUSED) throw leftUnanswered(question.challenge, error);
    }
  }
}
async function ask(flow, question, handler, attempt, asking) {
  const context = {
    attempt,
    error: question.error,
    signal: asking.signal,
    async associateSoftwareToken(label = {}) {
      const { challenge, ...secret } = await beginMfaSetup(flow.client, question.challenge, label);
      question.challenge = challenge.toJSON();
      return printWithout(secret, "secret", "otpauthUri");
    }
  };
  const { associateSoftwareToken: _, ...plain } = context;
  const isSetup = question.challenge.name === "MFA_SETUP";
  try {
    return await outside(
      flow,
      asking,
      async () => handler(new Challenge(question.challenge), isSetup ? context : plain)
    );
  } catch (error) {
    asking.signal.throwIfAborted();
    throw leftUnanswered(question.challenge, error);
  }
}
async function outside(flow, asking, work) {
  const { clock } = flow.client;
  const startedAtMs = clock.monotonicMs();
  try {
    return await runOutside(asking, work);
  } finally {
    flow.deadlineAtMs += clock.monotonicMs() - startedAtMs;
  }
}
function isUsedCode(error, { name }) {
  return name === "SOFTWARE_TOKEN_MFA" && error instanceof CognitoServiceError2 && error.name === "ExpiredCodeException";
}
async function nextStep(flow, asking) {
  const { clock } = flow.client;
  await outside(flow, asking, () => clock.sleep(TOTP_STEP_MS - clock.wallMs() % TOTP_STEP_MS, asking.signal));
}
function isRefused(error) {
  return isPoolpassError3(error, "ERR_POOLPASS_CODE_MISMATCH") || isPoolpassError3(error, "ERR_POOLPASS_PASSWORD_POLICY");
}
function camelCase(name) {
  return name.toLowerCase().replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
}
async function respondToChallenge(client, challenge, answer, options = {}) {
  const json = readChallenge(challenge, client.userPoolId, client.clientId);
  const { username, givenUsername = username } = json;
  const flow = newFlow(client, username, allSteps, { onChallenge: answerAlone, givenUsername, ...options });
  const step = stepFor(flow.steps, json);
  if (!step || step.automatic === true)
    throw invalidOption5("challenge", `cannot be answered: there is no step for ${json.name}`);
  const answered = await answerOnce(flow, json, step, answer);
  options.onTaken?.();
  return continueFlow(flow, answered);
}
async function answerOnce(flow, received, step, answer) {
  const challenge = step.prepare ? await step.prepare(flow, received, answer) : received;
  try {
    return await sendPrepared(flow, challenge, step, answer);
  } catch (error) {
    forgetIfRefused(flow, error);
    const isHalfDone = challenge !== received && isPoolpassError3(error, "ERR_POOLPASS_UNAVAILABLE");
    throw isHalfDone ? leftUnanswered(challenge, error) : error;
  }
}
var AUTH_FLOWS = ["USER_SRP_AUTH", "USER_PASSWORD_AUTH", "CUSTOM_AUTH", "USER_AUTH"];
var FIRST_FACTORS = ["PASSWORD", "PASSWORD_SRP", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"];
var BEGINNINGS = {
  USER_SRP_AUTH(flow) {
    checkPassword(flow.password);
    return beginSrp(flow);
  },
  USER_PASSWORD_AUTH({ password: password2 }) {
    checkPassword(password2);
    return { PASSWORD: password2 };
  },
  CUSTOM_AUTH: (flow) => flow.password === void 0 ? {} : { CHALLENGE_NAME: "SRP_A", ...beginSrp(flow) },
  USER_AUTH(flow) {
    if (flow.session !== void 0) return {};
    const preferred = flow.preferredChallenge ?? (flow.password === void 0 ? void 0 : "PASSWORD_SRP");
    return preferred === void 0 ? {} : { PREFERRED_CHALLENGE: preferred, ...firstFactor(flow, preferred) };
  }
};
async function signIn(client, options) {
  const { username, password: password2, authFlow = "USER_SRP_AUTH" } = options;
  oneOf(AUTH_FLOWS)("authFlow", authFlow);
  if (password2 !== void 0) checkPassword(password2);
  const flow = newFlow(client, username, allSteps, { onChallenge: answerAlone, ...options });
  flow.password = password2;
  return startFlow(flow, authFlow, () => BEGINNINGS[authFlow](flow));
}

// chunk:packages/poolpass/dist/chunks/chunk-3QDVZBLY.js
import {
  formatTimestamp as formatTimestamp2,
  secureRandomBytes
} from "./chunk-MAMQRXUF.js";
import {
  PoolpassError as PoolpassError2,
  checkFunction as checkFunction2,
  invalidOption as invalidOption6,
  outOfRange
} from "./chunk-TZDYBQAD.js";
function checkSecretSource(option, source) {
  if (source === void 0 || typeof source === "function" || typeof source === "string" && source !== "") return;
  throw invalidOption6(option, "must be a non-empty string or a function that returns one");
}
async function readSecret(option, source) {
  if (typeof source === "string") return source;
  let secret;
  let cause;
  try {
    secret = await source();
  } catch (error) {
    cause = error;
  }
  if (typeof secret === "string" && secret !== "") return secret;
  const problem = cause === void 0 ? "returned no non-empty string" : "threw; see `cause`";
  throw new PoolpassError2("ERR_POOLPASS_CALLBACK", `the function given as \`${option}\` ${problem}`, { cause });
}
function createAppClient(options) {
  const { region: poolRegion, poolName } = parseUserPoolId(options.userPoolId);
  if (typeof options.clientId !== "string" || !/^[\w+]{1,128}$/.test(options.clientId)) {
    throw invalidOption6("clientId", "must be the id of an app client, letters and digits");
  }
  checkSecretSource("clientSecret", options.clientSecret);
  const region = options.userPoolRegion ?? poolRegion;
  const endpoint = options.endpoint === void 0 ? regionEndpoint(region, options.fips) : checkUrl("endpoint", options.endpoint);
  if (options.fetch !== void 0) checkFunction2("fetch", options.fetch);
  const { clock = systemClock } = options;
  checkClock("clock", clock);
  const random = options.random ?? secureRandomBytes;
  const serviceClock = new ServiceClock(clock);
  const transport = {
    endpoint,
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    clock,
    serviceClock,
    randomFraction: () => fraction(random),
    attemptTimeoutMs: seconds("attemptTimeoutSeconds", options.attemptTimeoutSeconds, 5),
    deadlineMs: seconds("deadlineSeconds", options.deadlineSeconds, 30)
  };
  return {
    ...transport,
    userPoolId: options.userPoolId,
    poolName,
    region,
    clientId: options.clientId,
    random,
    srpEngine: options.srpEngine,
    call: createTransport(transport),
    clientSecret: async () => options.clientSecret && readSecret("clientSecret", options.clientSecret),
    renewsByRefreshTokenAuth: false
  };
}
function checkClock(option, clock) {
  for (const method of ["wallMs", "monotonicMs", "sleep"]) {
    if (typeof Object(clock)[method] !== "function") throw invalidOption6(option, `must have a method \`${method}\``);
  }
}
function checkUrl(option, url) {
  if (typeof url !== "string" || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw invalidOption6(option, "must be an http(s) URL");
  }
  return url.replace(/\/+$/, "");
}
function seconds(option, value, fallback) {
  if (value !== void 0 && !(typeof value === "number" && value > 0 && value <= 3600)) {
    throw outOfRange(option, "must be a number of seconds above 0, at most 3600");
  }
  return (value ?? fallback) * 1e3;
}
function fraction(random) {
  const [high = 0, low = 0] = random(2);
  return (high * 256 + low) / 65536;
}
var AwsSrp = class {
  #client;
  #options;
  #flow;
  /** A new password that may have reached the pool, though its answer was lost. */
  #traces = {};
  /** @throws {TypeError} `ERR_POOLPASS_INVALID_OPTION`, naming the option. No I/O is done. */
  constructor(options) {
    checkPassword(options.password);
    if (options.device !== void 0 && !isDevice(options.device)) throw invalidOption6("device", DEVICE_MEMBERS);
    this.#client = createAppClient(options);
    this.#options = options;
    this.#flow = newFlow(this.#client, options.username, allSteps, { device: options.device });
    this.#flow.password = options.password;
  }
  /** AuthParameters of InitiateAuth with USER_SRP_AUTH. Makes a new ephemeral key each time. */
  async getAuthParams() {
    const { username } = this.#options;
    return { USERNAME: username, ...beginSrp(this.#flow), ...await this.#common(username) };
  }
  /**
   * ChallengeResponses to PASSWORD_VERIFIER.
   *
   * @param requestParameters What InitiateAuth was sent; its USERNAME is used where the service names none.
   */
  async processChallenge(challengeParameters, requestParameters = {}) {
    const username = challengeParameters.USERNAME ?? requestParameters.USERNAME ?? this.#options.username;
    const challenge = this.#json("PASSWORD_VERIFIER", challengeParameters, username);
    const claims = await passwordVerifier.respond(this.#flow, challenge, void 0);
    return { ...claims, USERNAME: username, ...await this.#common(username) };
  }
  /** ChallengeResponses to DEVICE_PASSWORD_VERIFIER, for the SRP_A of {@link getAuthParams}. */
  async processDeviceChallenge(challengeParameters) {
    if (!this.#options.device) throw invalidOption6("device", `is needed in the constructor: it ${DEVICE_MEMBERS}`);
    const username = challengeParameters.USERNAME ?? this.#options.username;
    const challenge = this.#json("DEVICE_PASSWORD_VERIFIER", challengeParameters, username);
    const claims = await devicePasswordVerifier.respond(this.#flow, challenge, void 0);
    return { ...claims, USERNAME: username, ...await this.#common(username) };
  }
  /**
   * Makes the calls of a sign-in.
   *
   * @param options.clientMetadata Handed to the pool's Lambda triggers. Not a place for secrets.
   * @throws As {@link signInWithSrp}.
   */
  async authenticateUser(options = {}) {
    const { username, password: password2, device } = this.#options;
    const traces = this.#traces;
    const signingIn = signInWithSrp(this.#client, { username, password: password2, device, ...options, steps: allSteps, traces });
    return printWithout(await signingIn, "tokens", "device");
  }
  /**
   * Signs in with a temporary password and replaces it.
   *
   * @param newPassword Has to satisfy the pool's policy.
   * @param options.userAttributes Values of the attributes that the pool demands, by their bare names.
   * @param options.clientMetadata Handed to the pool's Lambda triggers. Not a place for secrets.
   * @throws As {@link signInWithSrp}.
   */
  async setNewPasswordChallenge(newPassword, options = {}) {
    const { userAttributes, ...others } = options;
    try {
      return await this.authenticateUser(others);
    } catch (error) {
      if (!(error instanceof ChallengeError) || error.challenge.name !== "NEW_PASSWORD_REQUIRED") throw error;
      const answer = { newPassword, userAttributes };
      const { device } = this.#options;
      const traces = this.#traces;
      const responding = respondToChallenge(this.#client, error.challenge, answer, { device, ...others, traces });
      return printWithout(await responding, "tokens", "device");
    }
  }
  /** SECRET_HASH over the username that the same request sends. */
  static async getSecretHash(username, clientId, clientSecret) {
    return secretHash(username, clientId, clientSecret);
  }
  /** TIMESTAMP as Cognito reads it; pycognito's `get_cognito_formatted_timestamp`. */
  static formatTimestamp(time) {
    return formatTimestamp2(time.getTime());
  }
  async #common(username) {
    const { device } = this.#options;
    return { ...device && { DEVICE_KEY: device.deviceKey }, ...await secretParameters(this.#client, username) };
  }
  #json(name, parameters, username) {
    if (!this.#flow.ephemeralKey) {
      throw invalidOption6("challengeParameters", "answer the SRP_A of getAuthParams(): call that first");
    }
    const { userPoolId, clientId, clock } = this.#client;
    return { name, userPoolId, clientId, username, parameters, receivedAtMs: clock.wallMs() };
  }
};
var NewPasswordRequiredChallengeError = /* @__PURE__ */ challengeErrorClass("NEW_PASSWORD_REQUIRED");
var SmsMfaChallengeError = /* @__PURE__ */ challengeErrorClass("SMS_MFA");
var SmsOtpChallengeError = /* @__PURE__ */ challengeErrorClass("SMS_OTP");
var EmailOtpChallengeError = /* @__PURE__ */ challengeErrorClass("EMAIL_OTP");
var SoftwareTokenMfaChallengeError = /* @__PURE__ */ challengeErrorClass("SOFTWARE_TOKEN_MFA");
var SelectMfaTypeChallengeError = /* @__PURE__ */ challengeErrorClass("SELECT_MFA_TYPE");
var MfaSetupChallengeError = /* @__PURE__ */ challengeErrorClass("MFA_SETUP");
var SelectChallengeChallengeError = /* @__PURE__ */ challengeErrorClass("SELECT_CHALLENGE");
var PasswordChallengeError = /* @__PURE__ */ challengeErrorClass("PASSWORD");
var PasswordSrpChallengeError = /* @__PURE__ */ challengeErrorClass("PASSWORD_SRP");
var CustomChallengeChallengeError = /* @__PURE__ */ challengeErrorClass("CUSTOM_CHALLENGE");
var DeviceSrpAuthChallengeError = /* @__PURE__ */ challengeErrorClass("DEVICE_SRP_AUTH");
var DevicePasswordVerifierChallengeError = /* @__PURE__ */ challengeErrorClass("DEVICE_PASSWORD_VERIFIER");
var WebAuthnChallengeError = /* @__PURE__ */ challengeErrorClass("WEB_AUTHN");
var loadOldWay = () => import("./refresh-token-auth-NKY7UGMT.js");
async function renew(client, options) {
  checkClientMetadata(options.clientMetadata);
  const call = {
    signal: options.signal,
    deadlineAtMs: client.clock.monotonicMs() + client.deadlineMs
  };
  const requestedAt = instant(client.clock);
  const tokens = readTokens(await exchange2(client, options, call));
  return { tokens: { refreshToken: options.refreshToken, ...tokens }, username: options.username, requestedAt };
}
async function exchange2(client, options, call) {
  if (client.renewsByRefreshTokenAuth) return (await loadOldWay()).refreshTokenAuth(client, options, call);
  const input = {
    RefreshToken: options.refreshToken,
    ClientId: client.clientId,
    ClientSecret: await client.clientSecret(),
    DeviceKey: options.deviceKey,
    ClientMetadata: options.clientMetadata
  };
  try {
    return await client.call("GetTokensFromRefreshToken", input, call);
  } catch (error) {
    if (!isUnknownOperation(error)) throw error;
    const output = await (await loadOldWay()).fallBack(client, options, call, error);
    client.renewsByRefreshTokenAuth = true;
    return output;
  }
}
async function revokeRefreshToken(client, refreshToken, call = {}) {
  const input = { Token: refreshToken, ClientId: client.clientId, ClientSecret: await client.clientSecret() };
  await client.call("RevokeToken", input, call);
}
async function signOutEverywhere(client, accessToken, call = {}) {
  await client.call("GlobalSignOut", { AccessToken: accessToken }, call);
}
export {
  AUTH_FLOWS,
  AwsSrp,
  Challenge,
  ChallengeError,
  CustomChallengeChallengeError,
  DEVICE_MEMBERS,
  DevicePasswordVerifierChallengeError,
  DeviceSrpAuthChallengeError,
  EmailOtpChallengeError,
  FIRST_FACTORS,
  HOW_TO_ANSWER,
  LONGEST_DRAINED_BYTES,
  LastOrigin,
  MfaSetupChallengeError,
  NewPasswordRequiredChallengeError,
  Origins,
  PasswordChallengeError,
  PasswordSrpChallengeError,
  ReadyHeader,
  SelectChallengeChallengeError,
  SelectMfaTypeChallengeError,
  ServiceClock,
  SmsMfaChallengeError,
  SmsOtpChallengeError,
  SoftwareTokenMfaChallengeError,
  WebAuthnChallengeError,
  ageMs,
  allSteps,
  answerByHandlers,
  associateSoftwareToken,
  attributesToWire,
  backoffMs,
  beginMfaSetup,
  beginSrp,
  challengeErrorClass,
  checkAttributes,
  checkClientMetadata,
  checkClock,
  checkDevice,
  checkHandlers,
  checkPassword,
  checkSecretSource,
  checkUrl,
  classify,
  continueFlow,
  createAppClient,
  createAuthFetch,
  createSend,
  createTransport,
  customAttributes,
  decodeClaims,
  deviceKeyOf,
  devicePasswordVerifier,
  drop,
  dropStream,
  exchange,
  fromWire,
  globalFetch,
  hasMembers,
  heldFromCaller,
  heldFromPool,
  heldFromStore,
  inTime,
  instant,
  isDevice,
  isLoopback,
  isNewer,
  isPasswordless,
  isRenewable,
  isReplayable,
  isRequest,
  isStorage,
  isUnattended,
  isUnknownOperation,
  keepBody,
  lasting,
  leftUnanswered,
  lifetimeMs,
  loadVerification,
  mayCarryTo,
  newFlow,
  newPasswordRequired,
  onAbort,
  ownNames,
  parseUserPoolId,
  passwordVerifier,
  prepareVerification,
  printWithout,
  raceSignal,
  readChallenge,
  readSecret,
  readTokens,
  redirectMode,
  redirectsAreOpaque,
  regionEndpoint,
  regionIssuers,
  renew,
  respondToChallenge,
  revokeRefreshToken,
  runOutside,
  scrub,
  scrubError,
  secretHash,
  secretParameters,
  sendAnswer,
  sendPrepared,
  signIn,
  signInWithSrp,
  signOutEverywhere,
  srpSteps,
  startFlow,
  stepFor,
  systemClock,
  tokenAgeMs,
  tokenOf,
  unanswered,
  verifySoftwareToken,
  viewKey,
  waitForRetry,
  withHeader
};
