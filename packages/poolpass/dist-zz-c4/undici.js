import {
  tokenForReplay,
  wantsReplay
} from "./chunks/chunk-AACULD5Y.js";
import {
  viewOf
} from "./chunks/chunk-45PB6NQM.js";
import {
  Origins
} from "./chunks/core.js";
import {
  LONGEST_DRAINED_BYTES,
  isReplayable
} from "./chunks/core.js";
import {
  invalidOption,
  refuseUnknownOptions
} from "./chunks/chunk-TZDYBQAD.js";

// packages/poolpass/src/http/undici-headers.ts
function withHeader(given, name, value) {
  if (!given) return { [name]: value };
  const lowerCase = name.toLowerCase();
  if (Symbol.iterator in given) {
    const others = [...pairsOf(given)].filter(([key]) => textOf(key).toLowerCase() !== lowerCase);
    return [...others.flat(), name, value];
  }
  for (const key in given) {
    if (key.length === name.length && key.toLowerCase() === lowerCase) {
      const others = Object.entries(given).filter(([other]) => other.toLowerCase() !== lowerCase);
      return { [name]: value, ...Object.fromEntries(others) };
    }
  }
  return { [name]: value, ...given };
}
function withLastingHeaders(request) {
  const { headers } = request;
  if (!headers || Array.isArray(headers) || !(Symbol.iterator in headers)) return request;
  return { ...request, headers: [...pairsOf(headers)].flat() };
}
function asItIsNow(request) {
  const { headers } = request;
  if (!headers) return { ...request };
  return { ...request, headers: Array.isArray(headers) ? [...headers] : { ...headers } };
}
function webHeaders(given) {
  const headers = new Headers();
  for (const [name, value] of pairsOf(given ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== void 0) headers.append(textOf(name), textOf(one ?? ""));
    }
  }
  return headers;
}
function* pairsOf(given) {
  if (Array.isArray(given) && !Array.isArray(given[0])) {
    for (let i = 0; i < given.length; i += 2) yield [given[i], given[i + 1]];
  } else {
    yield* Symbol.iterator in given ? given : Object.entries(given);
  }
}
function textOf(part) {
  return part instanceof Uint8Array ? String.fromCharCode(...part) : String(part);
}

// packages/poolpass/src/http/undici-held-answer.ts
var HeldAnswer = class {
  #source;
  #state = "given";
  /** What the client's handler is to be told, in this order. */
  #parts = [];
  #length = 0;
  #isOver = false;
  #copy;
  constructor(source) {
    this.#source = source;
  }
  /** It as a `Response`, whose body ends where too much would have to be held. */
  show(headers) {
    const body = new ReadableStream({
      start: (copy) => {
        this.#copy = copy;
      },
      cancel: () => {
        this.#copy = void 0;
      }
    });
    return new Response(body, { status: 401, headers });
  }
  /**
   * @param part Tells the client's handler of it.
   * @returns `false` if the response has to pause.
   */
  take(part, chunk) {
    this.#length += chunk?.length ?? 0;
    const isLong = this.#length > LONGEST_DRAINED_BYTES;
    if (isLong || this.#isOver) this.#endCopy();
    else if (chunk) this.#copy?.enqueue(chunk);
    if (this.#state === "given") return part();
    if (this.#state !== "dropped") this.#parts.push(part);
    else if (isLong && !this.#isOver) this.#abort();
    return this.#state !== "held" || !isLong;
  }
  /** The same for the last part. */
  end(part) {
    this.#isOver = true;
    this.take(part);
  }
  hold() {
    this.#state = "held";
  }
  /** Lets the client's handler have all of it, as far as it is held and as it comes. */
  give() {
    this.#state = "being given";
    this.#source.resume();
    for (const part of this.#parts) part();
    this.#state = "given";
    this.#parts = [];
  }
  /** Lets nobody have it. Its connection is used again if the rest is short. */
  drop() {
    this.#state = "dropped";
    this.#parts = [];
    if (this.#length > LONGEST_DRAINED_BYTES && !this.#isOver) this.#abort();
  }
  #abort() {
    this.#source.abort(new Error("the rest of an answer 401 was left unread"));
  }
  #endCopy() {
    this.#copy?.close();
    this.#copy = void 0;
  }
};

// packages/poolpass/src/http/undici-attempt.ts
var OUTDATED = Object.assign(new Error("the token ran out while the request was queued"), {
  // What has a code of its own is not tried again by undici's retry interceptor.
  code: "ERR_POOLPASS_TOKEN_OUTDATED"
});
function attemptFor(route, origin, request, handler) {
  return handler.constructor?.name === "WrapHandler" ? new OlderAttempt(route, origin, request, handler) : new NewerAttempt(route, origin, request, handler);
}
var Attempt = class {
  route;
  origin;
  handler;
  held;
  #request;
  #token = "";
  #isQueued = false;
  #isReplay = false;
  constructor(route, origin, request, handler) {
    this.route = route;
    this.origin = origin;
    this.handler = handler;
    this.#request = withLastingHeaders(request);
  }
  /** @returns As undici's `dispatch`: whether more may be sent at once. */
  begin() {
    const token = this.route.view.fresh();
    if (token !== void 0) return this.#send(token, true);
    void this.#sendWhenReady(true);
    return true;
  }
  #send(token, mayQueueAgain) {
    this.#token = token;
    const request = { maxRedirections: 0, ...this.#request, headers: this.#headers };
    if (request.maxRedirections !== 0) request.maxRedirections = 0;
    this.#request = request;
    if (request.upgrade || request.method === "CONNECT") return this.route.dispatch(request, this.handler);
    const mayGoOn = this.route.dispatch(request, this);
    this.#isQueued = mayQueueAgain;
    return mayGoOn;
  }
  async #sendWhenReady(mayQueueAgain) {
    const { view } = this.route;
    const wait = new Wait();
    this.#request = asItIsNow(this.#request);
    try {
      this.suspend(wait);
      wait.signal.throwIfAborted();
      const token = await view.token(this.#url, wait.signal);
      wait.signal.throwIfAborted();
      this.#send(token, mayQueueAgain && view.fresh() === token);
    } catch (error) {
      this.fail(wait, error);
    }
  }
  /** The last moment before anything is sent. A token that has been replaced in the queue is not used any more. */
  checkToken() {
    if (!this.#isQueued) return;
    this.#isQueued = false;
    if (this.route.view.fresh() !== this.#token) throw OUTDATED;
  }
  /** @returns Whether the request failed by {@link checkToken}, and is sent once more. */
  isSentAgain(error) {
    if (error !== OUTDATED) return false;
    void this.#sendWhenReady(false);
    return true;
  }
  /** R7. Afterwards the answer is `held`, or it is for the client. */
  answerUnauthorized(source, headers) {
    if (this.#isReplay) return;
    const { view } = this.route;
    const held = new HeldAnswer(source);
    const shown = { url: this.#url, method: this.#request.method, headers: webHeaders(this.#headers) };
    const isWanted = wantsReplay(view, shown, () => {
      this.held = held;
      return held.show(webHeaders(headers));
    });
    const replay = isWanted ? replayOf(this.#request) : void 0;
    if (replay) {
      this.held = held;
      held.hold();
      void this.#replay(replay, held);
    } else if (isWanted) view.invalidate(this.#token, this.origin);
  }
  async #replay(request, held) {
    const { view } = this.route;
    const wait = new Wait();
    try {
      this.suspend(wait);
      const refusal = { token: this.#token, url: this.#url, signal: wait.signal, replayable: true };
      const replacement = await tokenForReplay(view, refusal);
      wait.signal.throwIfAborted();
      if (replacement === void 0) {
        this.resume();
        held.give();
        return;
      }
      held.drop();
      const replay = attemptFor(this.route, this.origin, request, this.handler);
      replay.#isReplay = true;
      replay.#send(replacement, view.fresh() === replacement);
    } catch (error) {
      held.drop();
      this.fail(wait, error);
    }
  }
  get #url() {
    const { path } = this.#request;
    return new URL(path.startsWith("/") ? this.origin + path : this.origin);
  }
  get #headers() {
    const { view } = this.route;
    return withHeader(this.#request.headers, view.header, view.valueFor(this.#token));
  }
};
var NewerAttempt = class extends Attempt {
  #controller;
  #context;
  suspend(wait) {
    this.handler.onRequestStart?.(wait, null);
  }
  resume() {
    this.handler.onRequestStart?.(this.#controller, this.#context);
  }
  fail(wait, error) {
    this.handler.onResponseError?.(wait, error);
  }
  onRequestStart(controller, context) {
    this.checkToken();
    this.#controller = controller;
    this.#context = context;
    this.handler.onRequestStart?.(controller, context);
  }
  onBodySent(chunk) {
    this.handler.onBodySent?.(chunk);
  }
  onRequestSent() {
    this.handler.onRequestSent?.();
  }
  onResponseStarted() {
    this.handler.onResponseStarted?.();
  }
  onResponseStart(controller, status, headers, message) {
    if (status === 401) this.answerUnauthorized(controller, headers);
    else if (status >= 200) this.route.view.accepted(this.origin);
    if (this.held) this.held.take(() => this.handler.onResponseStart?.(controller, status, headers, message));
    else this.handler.onResponseStart?.(controller, status, headers, message);
  }
  onResponseData(controller, chunk) {
    if (!this.held) this.handler.onResponseData?.(controller, chunk);
    else if (this.held.take(() => this.handler.onResponseData?.(controller, chunk), chunk) === false) controller.pause();
  }
  onResponseEnd(controller, trailers) {
    if (this.held) this.held.end(() => this.handler.onResponseEnd?.(controller, trailers));
    else this.handler.onResponseEnd?.(controller, trailers);
  }
  onResponseError(controller, error) {
    if (this.isSentAgain(error)) return;
    if (this.held) this.held.end(() => this.handler.onResponseError?.(controller, error));
    else this.handler.onResponseError?.(controller, error);
  }
};
var OlderAttempt = class extends Attempt {
  #abort = () => {
  };
  #context;
  suspend(wait) {
    this.handler.onConnect(wait.abort, null);
  }
  resume() {
    this.handler.onConnect(this.#abort, this.#context);
  }
  fail(_, error) {
    this.handler.onError(error);
  }
  onConnect(abort, context) {
    this.checkToken();
    this.#abort = abort;
    this.#context = context;
    return this.handler.onConnect(abort, context);
  }
  onResponseStarted() {
    return this.handler.onResponseStarted?.();
  }
  onHeaders(status, headers, resume, message) {
    if (status === 401) this.answerUnauthorized({ abort: this.#abort, resume }, headers);
    else if (status >= 200) this.route.view.accepted(this.origin);
    if (!this.held) return this.handler.onHeaders(status, headers, resume, message);
    return this.held.take(() => this.handler.onHeaders(status, headers, resume, message));
  }
  onData(chunk) {
    return this.held ? this.held.take(() => this.handler.onData(chunk), chunk) : this.handler.onData(chunk);
  }
  onComplete(trailers) {
    return this.held ? this.held.end(() => this.handler.onComplete(trailers)) : this.handler.onComplete(trailers);
  }
  onError(error) {
    if (this.isSentAgain(error)) return void 0;
    return this.held ? this.held.end(() => this.handler.onError(error)) : this.handler.onError(error);
  }
};
var Wait = class {
  #controller = new AbortController();
  signal = this.#controller.signal;
  paused = false;
  // Some of undici's interceptors put a function of their own in its place.
  abort = (reason) => this.#controller.abort(reason);
  get aborted() {
    return this.signal.aborted;
  }
  get reason() {
    return this.signal.reason;
  }
  pause() {
  }
  resume() {
  }
};
function replayOf(request) {
  if (isReplayable(request.body)) return request;
  const { readableEnded, readableDidRead } = request.body;
  const wasEmpty = readableEnded === true && readableDidRead === false;
  return wasEmpty ? { ...request, body: null } : void 0;
}

// packages/poolpass/src/http/undici.ts
var OPTIONS = { origins: true };
function authInterceptor(auth, options = {}) {
  refuseUnknownOptions(options, OPTIONS);
  const view = viewOf(auth);
  const listed = new ListedOrigins(view, options.origins);
  return (dispatch, ownOrigin) => {
    const route = { view, dispatch };
    return (request, handler) => {
      const origin = listed.find(ownOrigin ?? request.origin);
      if (origin === void 0 || isForPool(view, origin, request)) return dispatch(request, handler);
      return attemptFor(route, origin, request, handler).begin();
    };
  };
}
function isForPool(view, origin, { path }) {
  return origin === view.poolOrigin && URL.canParse(path, origin) && view.isPool(new URL(path, origin));
}
var ListedOrigins = class {
  #lists;
  #known = /* @__PURE__ */ new Map();
  constructor({ origins }, own) {
    this.#lists = [new Origins(own), origins].filter(({ areListed }) => areListed);
    if (this.#lists.length === 0) {
      throw invalidOption(
        "origins",
        "is needed: undici does not tell a redirect from a request. List where tokens may go"
      );
    }
  }
  find(named) {
    if (named === void 0 || named === null) {
      throw invalidOption(
        "origin",
        "is missing from the request: it has to say where it goes, also with a Pool or Client"
      );
    }
    const name = typeof named === "string" ? named : named.origin;
    return this.#known.get(name) ?? this.#look(name);
  }
  #look(name) {
    if (!URL.canParse(name)) return void 0;
    const url = new URL(name);
    if (!this.#lists.every((origins) => origins.allows(url))) return void 0;
    this.#known.set(name, url.origin);
    return url.origin;
  }
};
export {
  authInterceptor
};
