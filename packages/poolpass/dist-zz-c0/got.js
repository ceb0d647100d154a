import {
  LastOrigin
} from "./chunks/core.js";
import {
  tokenForReplay,
  wantsReplay
} from "./chunks/chunk-AACULD5Y.js";
import {
  viewOf
} from "./chunks/chunk-45PB6NQM.js";
import {
  dropStream,
  isReplayable,
  mayCarryTo
} from "./chunks/core.js";
import {
  invalidOption,
  isPoolpassError
} from "./chunks/chunk-TZDYBQAD.js";

// packages/poolpass/src/http/got-stream.ts
var Aside = class {
  #emitter;
  #event;
  #listeners;
  constructor(emitter, event) {
    this.#emitter = emitter;
    this.#event = event;
    this.#listeners = emitter.rawListeners(event);
    emitter.removeAllListeners(event);
  }
  putBack() {
    for (const listener of this.#listeners) this.#emitter.on(this.#event, listener);
  }
  /** They are there again when they are called: OpenTelemetry's throws the body away if it is the only one. */
  tell(argument) {
    this.putBack();
    for (const listener of this.#listeners) Reflect.apply(listener, this.#emitter, [argument]);
  }
};
function holdUnauthorized(request, stream, { accepted, refused }) {
  const listeners = new Aside(request, "response");
  request.on("response", (response) => {
    if (response.statusCode === 401) {
      refused(new Refusal(request, stream, response, listeners)).catch((error) => stream.destroy(error));
    } else {
      accepted();
      listeners.tell(response);
    }
  });
}
var Refusal = class {
  response;
  #request;
  #stream;
  #listeners;
  #errorListeners;
  #isReplayed = false;
  #isLetGo = false;
  /** What has yet to be undone. */
  #undo = () => {
  };
  constructor(request, stream, response, listeners) {
    this.response = response;
    this.#request = request;
    this.#stream = stream;
    this.#listeners = listeners;
    this.#errorListeners = new Aside(request, "error");
    request.on("error", this.#onError);
  }
  /** got 14 would fail by the end of a connection that is of no more use. */
  #onError = (error) => {
    const isWhole = this.response.complete && /^(ECONNRESET|EPIPE)$/.test(error.code ?? "");
    if (this.#isReplayed ? error.name !== "TimeoutError" : isWhole) return;
    this.#request.removeListener("error", this.#onError);
    this.#errorListeners.tell(error);
  };
  /** There is no replay: it is the caller's. */
  show() {
    const request = this.#request;
    const stream = this.#stream;
    const { response } = this;
    if (stream.destroyed) return;
    if (response.destroyed && !response.complete) {
      stream.destroy(Object.assign(new Error("The server aborted pending request"), { code: "ECONNRESET" }));
      return;
    }
    request.removeListener("error", this.#onError);
    this.#errorListeners.putBack();
    this.#listeners.tell(response);
  }
  /**
   * Has got send the request once more: as after a redirect to where it went, with its own timeouts, cookies, HTTP/2 and
   * errors. The caller sees none: not as an event or in `redirectUrls`, and neither hooks nor limits of theirs apply.
   */
  replay(options) {
    const stream = this.#stream;
    const { response } = this;
    if (stream.destroyed) return;
    this.#isReplayed = true;
    this.#redirect(options);
    this.#listeners.tell(response);
    this.#letGo();
  }
  #redirect(options) {
    const stream = this.#stream;
    const { response } = this;
    const { followRedirect, maxRedirects, hooks } = options;
    const { beforeRedirect } = hooks;
    const { location } = response.headers;
    const putBackIn = (changed) => {
      Object.assign(changed, { followRedirect, maxRedirects });
      changed.hooks.beforeRedirect = beforeRedirect;
    };
    const putBack = () => {
      putBackIn(options);
      for (const { headers } of [response, stream.response ?? response]) headers.location = location;
    };
    const restore = (next) => {
      putBack();
      putBackIn(next);
      this.#goOn(options, next);
    };
    this.#undo = putBack;
    options.followRedirect = true;
    options.maxRedirects = stream.redirectUrls.length + 1;
    hooks.beforeRedirect = [restore];
    response.statusCode = 307;
    response.headers.location = Object.assign(new URL(options.url), { username: "", password: "" }).href;
  }
  /** got has turned to the next request, and has its redirect in `redirectUrls`. */
  #goOn(options, next) {
    const stream = this.#stream;
    const { response } = this;
    const listeners = new Aside(stream, "redirect");
    const undo = () => this.undo();
    this.#undo = () => {
      stream.removeListener("response", undo);
      stream.redirectUrls.pop();
      listeners.putBack();
    };
    stream.prependOnceListener("response", undo);
    const { username, password } = options.url;
    Object.assign(next.url, { username, password });
    if (options.body === void 0) Object.assign(next, { body: void 0 });
    for (const listener of response.rawListeners("data")) {
      if (!spareReaders.has(listener)) response.removeListener("data", listener);
    }
    this.#letGo();
    void dropStream(response);
  }
  /** got has taken it for a redirect. From now on it is nothing to the stream what becomes of it. */
  #letGo() {
    if (this.#isLetGo) return;
    this.#isLetGo = true;
    const { response } = this;
    response.statusCode = 401;
    for (const refusal of [response, this.#stream.response ?? response]) {
      for (const event of ["aborted", "error"]) refusal.removeAllListeners(event);
      refusal.on("error", () => {
      });
    }
  }
  /** The caller's options, listeners and redirects are as they were. */
  undo() {
    const undo = this.#undo;
    this.#undo = () => {
    };
    undo();
  }
  /** To be called when got has begun with the replay. */
  begun(replay) {
    this.undo();
    replay.once("finish", () => replay.emit("upload-complete"));
  }
};
var spareReaders = /* @__PURE__ */ new WeakSet();
function spareBody(response, isDropped) {
  let isOpen = true;
  return new ReadableStream(
    {
      async start(controller) {
        const end = () => {
          if (isOpen) controller.close();
          isOpen = false;
        };
        if (!await isDropped || response.destroyed) return end();
        const read = (chunk) => {
          if (isOpen) controller.enqueue(chunk);
        };
        spareReaders.add(read);
        response.on("data", read);
        response.on("end", end);
        response.on("close", end);
      },
      cancel() {
        isOpen = false;
      }
    },
    { highWaterMark: 0 }
  );
}

// packages/poolpass/src/http/got.ts
var LONGEST_TIMER_MS = 2147483647;
var exchangeKey = /* @__PURE__ */ Symbol("poolpass");
var ownInitHooks = /* @__PURE__ */ new WeakSet();
function authOptions(auth) {
  const bearer = new Bearer(viewOf(auth));
  const init = (given, options) => {
    refuseOther(given, init);
    if (options.url) bearer.expectPage(options);
  };
  ownInitHooks.add(init);
  return {
    handlers: [(options, next) => options ? bearer.begin(options).send(options, next) : next(options)],
    hooks: {
      init: [init],
      beforeRetry: [(error) => exchangeOf(error.options)?.tryAgain(error)],
      beforeError: [
        (error) => {
          exchangeOf(error.options)?.takeOff();
          return error;
        }
      ]
    }
  };
}
function refuseOther({ hooks }, own) {
  if (!hooks?.init) return;
  const isOther = (hook) => hook !== own && ownInitHooks.has(hook);
  if (hooks.init.some(isOther)) throw invalidOption("auth", "must be the only one of a client: it has another");
}
function exchangeOf(options) {
  const hooks = options?.hooks.beforeRequest ?? [];
  for (let i = hooks.length - 1; i >= 0; i--) {
    const exchange = hooks[i][exchangeKey];
    if (exchange) return exchange;
  }
  return void 0;
}
var Bearer = class {
  view;
  /** Where the last request went, which is most often where the next one goes, */
  #lastOrigin = new LastOrigin();
  /** with this. */
  #prefixUrl;
  constructor(view) {
    this.view = view;
  }
  begin(options) {
    const known = exchangeOf(options);
    if (known) return known;
    const exchange = new Exchange(this);
    const hook = (normalized) => exchange.prepare(normalized);
    hook[exchangeKey] = exchange;
    const { hooks } = options;
    hooks.beforeRequest = [...hooks.beforeRequest, hook];
    return exchange;
  }
  /**
   * Options with a URL that are merged once more are those of a next page, which the API named and not the caller;
   * but where a request is under way, a hook of the caller's has merged them.
   */
  expectPage(options) {
    if (!exchangeOf(options)) this.begin(options).follow(options);
  }
  /** The origin of a request that goes where one has been that may have a token. */
  knownOrigin({ href }, { prefixUrl }) {
    return this.#prefixUrl === prefixUrl ? this.#lastOrigin.of(href) : void 0;
  }
  /** @throws {OriginError} */
  check(origin, options) {
    const { prefixUrl } = options;
    expectFailure(options);
    const { origins, poolOrigin } = this.view;
    const own = prefixUrl ? origins.within(new URL(prefixUrl)) : origins;
    own.check(options.url);
    if (origin === poolOrigin) return;
    this.#lastOrigin.remember(origin);
    this.#prefixUrl = prefixUrl;
  }
};
var Exchange = class {
  #bearer;
  /** The origin from which any other is a hop. */
  #named;
  #page;
  #isChecked = false;
  #isForPool = false;
  #mayCarryToken = true;
  /** What the hop under way carries, */
  #token;
  /** in which header, */
  #header = "";
  /** in what, */
  #options;
  /** and where to. */
  #origin = "";
  #form;
  #unlisten;
  /** Each of got's own attempts may have one. */
  #mayReplay = true;
  #isRefused = false;
  #answerHook;
  /** Of a stream, until got has begun with its replay. */
  #refusal;
  /** Those that got takes away from a replay. */
  #responseHooks;
  constructor(bearer) {
    this.#bearer = bearer;
  }
  /** Pages that come after this one are hops. */
  follow(page) {
    this.#page = page;
    this.#named = new URL(page.url).origin;
  }
  send(options, next) {
    const { body } = options;
    if (options === this.#page) this.#named = void 0;
    this.#form = isForm(body) && options.headers["content-type"] === void 0 ? body : void 0;
    this.#mayReplay = true;
    const underWay = next(options);
    const stream = options.isStream ? underWay : void 0;
    underWay.on?.("request", (request) => this.#watch(request, stream));
    if (stream) stream.on("close", () => this.#forget());
    else if (options.http2) underWay.on?.("response", () => this.takeOff());
    return underWay;
  }
  /** @returns A promise only if the token has to be waited for. */
  prepare(options) {
    this.#token = void 0;
    this.#options = options;
    if (this.#responseHooks) options.hooks.afterResponse = this.#responseHooks;
    this.#responseHooks = void 0;
    if (!this.#mayCarry(options)) return void 0;
    const token = this.#bearer.view.fresh();
    if (token === void 0) return this.#awaitToken(options);
    this.#putOn(options, token);
    return void 0;
  }
  /** The first hop that may not have the token ends that for all hops and attempts after it. */
  #mayCarry(options) {
    const { view } = this.#bearer;
    const url = options.url;
    const known = this.#named === void 0 && !this.#isForPool ? this.#bearer.knownOrigin(url, options) : void 0;
    if (known !== void 0) {
      this.#origin = known;
      this.#named = known;
      this.#isChecked = true;
      return true;
    }
    const { origin, href } = url;
    this.#origin = origin;
    if (this.#named) this.#mayCarryToken &&= mayCarryTo(view, url, new URL(this.#named));
    else this.#isForPool ||= view.isPool({ origin, href });
    if (this.#isForPool) return false;
    if (!this.#mayCarryToken) removeHeader(options.headers, view.header.toLowerCase());
    else if (!this.#isChecked) {
      this.#bearer.check(origin, options);
      this.#isChecked = true;
      this.#named ??= origin;
    }
    return this.#mayCarryToken;
  }
  async #awaitToken(options) {
    expectFailure(options);
    const { view } = this.#bearer;
    this.#putOn(options, await withinTimeout(options, (signal) => view.token(options.url, signal)));
  }
  #putOn(options, token) {
    const { view } = this.#bearer;
    const header = view.header.toLowerCase();
    const { headers } = options;
    removeHeader(headers, header);
    headers[header] = view.valueFor(token);
    this.#header = header;
    this.#token = token;
    if (options.http2 && options.signal) this.#forgetOnAbort(options.signal);
  }
  #forgetOnAbort(signal) {
    const forget = () => this.#forget();
    this.#unlisten?.();
    signal.addEventListener("abort", forget);
    this.#unlisten = () => signal.removeEventListener("abort", forget);
  }
  /** got has given up. If it was still connecting, its error has these options, and nothing is sent with them. */
  #forget() {
    if (this.#token !== void 0 && this.#options) removeHeader(this.#options.headers, this.#header);
    this.takeOff();
  }
  /** What was sent has a copy. From the options it would be printed, with got's errors and responses. */
  takeOff() {
    this.#refusal?.undo();
    this.#unlisten?.();
    if (this.#options && this.#token !== void 0) this.#options.headers[this.#header] = void 0;
  }
  #watch(request, stream) {
    if (stream?.destroyed) abandon(request);
    this.#refusal?.begun(request);
    this.#refusal = void 0;
    const token = this.#token;
    const options = this.#options;
    if (token === void 0 || !options) return;
    this.takeOff();
    if (stream) this.#watchStream(request, stream, options, token);
    else this.#watchPromise(request, options);
  }
  #watchPromise(request, options) {
    const origin = this.#origin;
    request.on("response", ({ statusCode }) => {
      if (statusCode !== 401) this.#bearer.view.accepted(origin);
      else this.#expectUnauthorized(options);
    });
  }
  /** A stream is the user's before its answer is there, so got must not see a 401 before it is known what comes of it. */
  #watchStream(request, stream, options, token) {
    const origin = this.#origin;
    const { transferred } = stream.uploadProgress;
    holdUnauthorized(request, stream, {
      accepted: () => this.#bearer.view.accepted(origin),
      refused: (refusal) => {
        const isBegun = !stream.writableEnded || stream.uploadProgress.transferred > transferred;
        const isWritten = options.body === void 0 && isBegun;
        const replayable = request.writableFinished && !isWritten && isReplayable(options.body) && !options.cache;
        return this.#answerStream(refusal, options, token, replayable);
      }
    });
  }
  /** R7. */
  async #answerStream(refusal, options, token, replayable) {
    const { view } = this.#bearer;
    const { response } = refusal;
    let decide = (_isDropped) => {
    };
    const isDropped = new Promise((resolve) => {
      decide = resolve;
    });
    const shown = () => new Response(spareBody(response, isDropped), { status: 401, headers: asHeaders(response.headers) });
    let replacement;
    try {
      const isWanted = this.#mayReplay && wantsReplay(view, this.#shown(options, token), shown);
      if (isWanted) {
        const refused = { token, url: options.url, replayable };
        replacement = await withinTimeout(options, (signal) => tokenForReplay(view, { ...refused, signal }));
      }
    } finally {
      decide(replacement !== void 0);
    }
    if (!await isDropped) return refusal.show();
    this.#mayReplay = false;
    this.#refusal = refusal;
    refusal.replay(options);
  }
  /** A promise's answer can be replaced as soon as it has been read. */
  #expectUnauthorized({ hooks }) {
    this.#isRefused = true;
    this.#answerHook ??= (response, retry) => this.#answer(response, retry);
    if (!hooks.afterResponse.includes(this.#answerHook)) hooks.afterResponse.unshift(this.#answerHook);
  }
  /** R7. */
  async #answer(response, retry) {
    const { options } = response.request;
    const { view } = this.#bearer;
    const token = this.#token;
    const isToBeReplayed = this.#isRefused && this.#mayReplay;
    this.#isRefused = false;
    if (token === void 0 || !isToBeReplayed) return response;
    if (!wantsReplay(view, this.#shown(options, token), () => asResponse(response))) return response;
    const form = isReplayable(options.body) ? void 0 : this.#form;
    const replayable = form !== void 0 || isReplayable(options.body);
    const refusal = { token, url: options.url, replayable };
    const replacement = await withinTimeout(options, (signal) => tokenForReplay(view, { ...refusal, signal }));
    if (replacement === void 0) return response;
    this.#mayReplay = false;
    this.#responseHooks = options.hooks.afterResponse;
    if (form) encodeAgain(options, form);
    return retry({ retry: oneMore(options.retry) });
  }
  #shown({ url, method, headers: given }, token) {
    const { view } = this.#bearer;
    const headers = asHeaders(given);
    headers.set(view.header, view.valueFor(token));
    return { url, method, headers };
  }
  /** got tries again, of its own accord or at our request. */
  tryAgain(reason) {
    this.takeOff();
    this.#mayReplay ||= !isReplay(reason);
  }
};
function abandon(request) {
  request.on("error", () => {
  });
  request.destroy();
}
var unwrap = (error) => isPoolpassError(error.cause) ? error.cause : error;
function expectFailure({ hooks }) {
  if (!hooks.beforeError.includes(unwrap)) hooks.beforeError.push(unwrap);
}
function removeHeader(headers, lowerCaseName) {
  for (const name in headers) {
    const isSame = name.length === lowerCaseName.length && name.toLowerCase() === lowerCaseName;
    if (isSame) delete headers[name];
  }
}
function isForm(body) {
  return Boolean(body) && Object.prototype.toString.call(body) === "[object FormData]" && isReplayable(body);
}
function isReplay(error) {
  return error.name === "RetryError";
}
function asHeaders(given) {
  const headers = new Headers();
  for (const [name, value] of Object.entries(given)) {
    if (value !== void 0 && !name.startsWith(":")) for (const one of [value].flat()) headers.append(name, one);
  }
  return headers;
}
function asResponse({ statusCode, headers, rawBody }) {
  return new Response(new Uint8Array(rawBody), { status: statusCode, headers: asHeaders(headers) });
}
function encodeAgain(options, form) {
  options.body = form;
  delete options.headers["content-type"];
  delete options.headers["content-length"];
}
function oneMore({ limit = 0, calculateDelay }) {
  return {
    limit: limit + 1,
    calculateDelay: (retry) => isReplay(retry.error) ? 1 : calculateDelay?.(retry) ?? retry.computedValue
  };
}
async function withinTimeout({ signal, timeout: { request: ms } }, wait) {
  if (ms === void 0 || !(ms <= LONGEST_TIMER_MS)) return wait(signal);
  const limit = AbortSignal.timeout(Math.ceil(ms));
  try {
    return await wait(signal ? AbortSignal.any([signal, limit]) : limit);
  } catch (error) {
    if (error !== limit.reason) throw error;
    throw Object.assign(new Error(`Timeout awaiting 'token' for ${ms}ms`), { code: "ETIMEDOUT" });
  }
}
export {
  authOptions
};
