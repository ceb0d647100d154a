import {
  sendLent
} from "./chunks/chunk-DX3XQJUF.js";
import {
  createSend,
  globalFetch
} from "./chunks/core.js";
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

// packages/poolpass/src/http/axios-flight.ts
var LONGEST_TIMER_MS = 2147483647;
var LONGEST_CHAIN = 21;
var flightKey = /* @__PURE__ */ Symbol("poolpass");
var Flight = class {
  config;
  /** Those of the config that our own take the place of. */
  givenAdapter;
  givenBeforeRedirect;
  /** Where the fetch adapter's `fetch` is ours: then the adapter was not changed. */
  givenEnv = void 0;
  /** What more was changed of the config: as it was given, and as it is now. */
  changed = void 0;
  /** What the caller named, once it is parsed: that takes as long as all else, and most answers come without. */
  named;
  /** Of the hop at which it is now. */
  origin;
  token = "";
  /** The token goes along until the first hop to an origin that may not have it. */
  mayCarryToken = true;
  /** The last redirect that was followed. */
  hop = void 0;
  /** How many were. */
  hops = 0;
  /** What the config's header holds, under whatever name. */
  headerValue = void 0;
  /** What is left to be sent of a request that was broken off before its next hop. */
  rest = void 0;
  /** Those of the config. */
  adapters;
  /** All is left to the fetch adapter, whose `fetch` is ours and does all there is to do. */
  isOurFetch;
  constructor(config, origin, named, adapters) {
    this.config = config;
    this.givenAdapter = config.adapter;
    this.givenBeforeRedirect = config.beforeRedirect;
    this.named = named;
    this.origin = origin;
    this.adapters = adapters;
    this.isOurFetch = adapters.isOurFetch;
  }
  /** R15: a flight is found in a config, which may be printed. */
  [/* @__PURE__ */ Symbol.for("nodejs.util.inspect.custom")]() {
    return "Flight";
  }
};
var NODE_ADAPTER = {
  single: void 0,
  given: [],
  guarded: [],
  isOurFetch: false,
  mayReplace: false
};
var listOf = (value) => Array.isArray(value) ? value : value ? [value] : [];
function transformThen(given, makeReady) {
  function transform(data, headers) {
    fieldsOf(this).transformRequest = Array.isArray(given) ? [...given] : given;
    const transformed = transformBy(given, this, data, headers);
    makeReady(this);
    return transformed;
  }
  return Object.assign(transform, { given });
}
function transformBy(given, config, data, headers) {
  const transforms = listOf(given);
  let transformed = data;
  for (let i = 0; i < transforms.length; i++) {
    if (i > 0) headers.normalize(false);
    transformed = transforms[i].call(config, transformed, headers);
  }
  return transformed;
}
var isTransform = (given) => typeof given === "function" && "given" in given;
var flightOf = (config) => config?.beforeRedirect?.[flightKey] ?? config?.[flightKey];
function onHop(flight, follow) {
  const listener = (next, ...details) => {
    const { givenBeforeRedirect } = flight;
    givenBeforeRedirect?.(next, ...details);
    follow(flight, next);
  };
  listener[flightKey] = flight;
  flight.config.beforeRedirect = listener;
}
function forgetFlight(config, flight) {
  delete config[flightKey];
  const { givenAdapter, givenBeforeRedirect, adapters, changed, headerValue } = flight;
  const fields = fieldsOf(config);
  const { beforeRedirect, adapter, headers } = config;
  const isOurs = (value) => headerValue !== void 0 && String(value).trim() === headerValue.trim();
  for (const name in headers) if (isOurs(headers[name])) delete headers[name];
  if (beforeRedirect?.[flightKey]) fields.beforeRedirect = givenBeforeRedirect;
  if (adapters !== NODE_ADAPTER && areSame(listOf(adapter), adapters.guarded)) fields.adapter = givenAdapter;
  for (const name in changed?.put) {
    if (fields[name] === changed.put[name]) fields[name] = changed.given[name];
  }
}
var fieldsOf = (object) => object;
function areSame(these, those) {
  if (these.length !== those.length) return false;
  for (let i = 0; i < these.length; i++) if (these[i] !== those[i]) return false;
  return true;
}
var isNamed = (name, adapter) => typeof adapter === "string" && adapter.toLowerCase() === name;
var isAbsolute = (url) => /^([a-z][a-z\d+\-.]*:)?\/\//i.test(url);
var isAbsoluteBase = (url) => /^https?:\/\/[^/\\?#]/i.test(url);
var isCancelled = ({ signal, cancelToken }) => Boolean(signal?.aborted || cancelToken?.reason);
function change(flight, changes) {
  const fields = fieldsOf(flight.config);
  flight.changed ??= { given: {}, put: {} };
  const { given, put } = flight.changed;
  for (const name of Object.keys(changes)) {
    if (!(name in given)) given[name] = fields[name];
    put[name] = changes[name];
    fields[name] = changes[name];
  }
}
function changeBack({ config, givenAdapter, givenBeforeRedirect, givenEnv, changed }) {
  if (config[flightKey]) delete config[flightKey];
  const fields = fieldsOf(config);
  fields.beforeRedirect = givenBeforeRedirect;
  if (givenEnv) fields.env = givenEnv.env;
  else fields.adapter = givenAdapter;
  if (changed) Object.assign(config, changed.given);
}
function setHeader(headers, name, value) {
  for (const key in headers) {
    if (key.length === name.length && key.toLowerCase() === name.toLowerCase()) delete headers[key];
  }
  if (value !== void 0) headers[name] = value;
}
function hopConfig({ config, hops }, named, { href, method, headers }) {
  const url = new URL(href);
  const isSameMethod = method.toLowerCase() === config.method?.toLowerCase();
  return Object.assign(/* @__PURE__ */ Object.create(null), config, {
    url: withoutCredentials(url),
    baseURL: void 0,
    params: void 0,
    method: method.toLowerCase(),
    headers: { ...headers },
    data: isSameMethod ? config.data : void 0,
    auth: url.origin === named.origin ? config.auth : void 0,
    // None left is not 0, by which axios would give the redirect itself.
    maxRedirects: (config.maxRedirects ?? LONGEST_CHAIN) - hops || -1
  });
}
var urlText = ({ url }) => typeof url === "string" ? url : String(url ?? "");
function addressOf(config, more = []) {
  const names = ["baseURL", "allowAbsoluteUrls", ...more];
  return { ...Object.fromEntries(names.map((name) => [name, config[name]])), url: urlText(config) };
}
function withoutCredentials(url) {
  const bare = new URL(url);
  bare.username = "";
  bare.password = "";
  return bare.href;
}
function responseOf({ status, headers, data }) {
  const isParsed = typeof data === "object" && data !== null && [Object, Array].includes(data.constructor);
  const body = isParsed ? JSON.stringify(data) : isReplayable(data) ? data : null;
  return new Response(body, { status, headers: textHeaders(headers) });
}
function textHeaders(headers) {
  const isSent = ([, value]) => value !== void 0 && value !== null && value !== false;
  return Object.fromEntries(
    Object.entries(headers).filter(isSent).map(([name, value]) => [name, String(value)])
  );
}
var TellingTransport = class {
  /** Of its own, so that an adapter of the user's may take it out, or copy the whole. */
  request;
  constructor(given, follow) {
    this.request = (options, onResponse) => given.request({ ...options, beforeRedirects: { ...options.beforeRedirects, config: follow } }, onResponse);
  }
};
async function outcomeOf(sent) {
  try {
    return { response: await sent };
  } catch (error) {
    return { response: error?.response, error };
  }
}
function unwrap(config, outcome) {
  if (outcome.response) outcome.response.config = config;
  if (!("error" in outcome)) return outcome.response;
  const { error } = outcome;
  if (error?.config) Object.assign(error, { config });
  throw error;
}
function hideRequest(error) {
  for (const holder of [error, error.response]) {
    if (holder?.request) Object.defineProperty(holder, "request", { enumerable: false });
  }
}
function limitOf({ timeout }) {
  const ms = Number.parseInt(String(timeout), 10);
  return ms > 0 && ms <= LONGEST_TIMER_MS ? AbortSignal.timeout(ms) : void 0;
}
async function whileWanted(config, limit, wait) {
  const { cancelToken } = config;
  const cancelled = new AbortController();
  const cancel = (reason) => cancelled.abort(reason);
  const given = [config.signal, cancelToken && cancelled.signal, limit];
  const signals = given.filter((signal) => signal !== void 0 && signal !== null);
  cancelToken?.subscribe(cancel);
  try {
    return await wait(signals.length > 1 ? AbortSignal.any(signals) : signals[0]);
  } finally {
    cancelToken?.unsubscribe(cancel);
  }
}
function timeoutError(AxiosError, config) {
  const { timeout, timeoutErrorMessage, transitional } = config;
  const message = timeoutErrorMessage || `timeout of ${timeout}ms exceeded`;
  return new AxiosError(message, transitional?.clarifyTimeoutError ? "ETIMEDOUT" : "ECONNABORTED", config);
}
function isPassedOver(plain, adapter, config = {}) {
  let isNext = false;
  const next = (config2) => {
    isNext = true;
    return Promise.resolve({ config: config2, data: void 0, status: 204, statusText: "", headers: {} });
  };
  void outcomeOf(plain.request({ url: "data:,", ...config, adapter: [adapter, next] }));
  return isNext;
}

// packages/poolpass/src/http/axios.ts
var withToken = /* @__PURE__ */ new WeakSet();
var basesOfOurs = /* @__PURE__ */ new WeakMap();
function withoutOurs(env) {
  const base = env?.fetch && basesOfOurs.get(env.fetch);
  if (!base) return env;
  const { fetch: _, ...others } = env;
  return base === globalFetch ? others : { ...others, fetch: base };
}
var ADAPTERS = ["xhr", "http", "fetch"];
var TRANSFORMED = { transformRequest: void 0 };
var UNTRANSFORMED = { ...TRANSFORMED, transformResponse: void 0 };
function withAuth(client, auth) {
  if (typeof client?.create !== "function" || !client.interceptors) {
    throw invalidOption("instance", "must be axios, or made by axios.create()");
  }
  const instance = client;
  const sender = new Sender(viewOf(auth), instance);
  if (withToken.has(instance)) throw invalidOption("instance", "has an auth already: undo that one first");
  withToken.add(instance);
  const { request, response } = instance.interceptors;
  const attaching = request.use((config) => sender.attach(config), null, { synchronous: true });
  const landing = response.use(
    (answer) => sender.answered(answer),
    (error) => sender.failed(error)
  );
  return () => {
    request.eject(attaching);
    response.eject(landing);
    withToken.delete(instance);
  };
}
var Sender = class {
  #view;
  #isAuthorization;
  /** Sends what is finished: it has neither defaults nor interceptors. */
  #plain;
  #fetches = /* @__PURE__ */ new WeakMap();
  #lastOrigin = new LastOrigin();
  /** Whether interceptors come before ours: they would see a request that was broken off. */
  #isPreceded;
  #readsEnv;
  #hasNodeAdapter;
  /** What was made for the last request; most are alike. */
  #transform;
  #adapters = { single: [], given: [], guarded: [], isOurFetch: false, mayReplace: false };
  #finished;
  #base;
  #lastFetch;
  constructor(view, instance) {
    this.#view = view;
    this.#isAuthorization = view.header.toLowerCase() === "authorization";
    this.#isPreceded = Boolean(instance.interceptors.response.handlers?.some(Boolean));
    this.#plain = instance.create();
    this.#plain.interceptors.response.clear();
    this.#plain.interceptors.request.clear();
    this.#plain.interceptors.request.use((empty) => this.#takeFinished() ?? empty, null, { synchronous: true });
    const defaults = fieldsOf(this.#plain.defaults);
    for (const name of Object.keys(defaults)) delete defaults[name];
  }
  /** What transforms the request is what axios calls last before it sends, whatever interceptors there are. */
  attach(config) {
    const { transformRequest } = config;
    const given = isTransform(transformRequest) ? transformRequest.given : transformRequest;
    if (!this.#transform || !areSame(listOf(this.#transform.given), listOf(given))) {
      this.#transform = transformThen(given, (prepared) => this.#prepare(prepared));
    }
    config.transformRequest = this.#transform;
    return config;
  }
  answered(response) {
    const flight = flightOf(response?.config);
    return flight ? this.#land(flight, { response }) : response;
  }
  failed(error) {
    const flight = flightOf(error?.config);
    if (!error || !flight) throw error;
    return this.#land(flight, { response: error.response, error });
  }
  #prepare(config) {
    const unlanded = flightOf(config);
    if (unlanded) forgetFlight(config, unlanded);
    if (config.env?.fetch) fieldsOf(config).env = withoutOurs(config.env);
    const adapters = this.#adaptersOf(config.adapter);
    const { isOurFetch } = adapters;
    const { auth } = config;
    const known = this.#knownOrigin(config, isOurFetch && !auth);
    const named = known === void 0 ? this.#urlOf(config) : void 0;
    if (named && this.#view.isPool(named)) return;
    const origin = known ?? this.#check(config, named);
    const flight = new Flight(config, origin, named, adapters);
    if (adapters.mayReplace || this.#isPreceded) config[flightKey] = flight;
    onHop(flight, this.#toNextHop);
    if (this.#isAuthorization && (auth || named)) this.#takeOffBasic(flight);
    const token = isOurFetch || this.#isPreceded ? void 0 : this.#view.fresh();
    if (token !== void 0) this.#putToken(flight, token);
    else if (isOurFetch) this.#putOurFetch(flight);
    else this.#putLate(flight);
  }
  #putLate(flight) {
    change(flight, { adapter: () => this.#sendLater(flight) });
  }
  #putOurFetch(flight) {
    const { config } = flight;
    const { env } = config;
    flight.givenEnv = { env };
    fieldsOf(config).env = this.#withOurs(env);
  }
  async #sendLater(flight) {
    const { config, givenAdapter } = flight;
    const url = this.#namedBy(flight);
    const token = this.#view.fresh() ?? await this.#wait(config, (signal) => this.#view.token(url, signal));
    fieldsOf(config).adapter = givenAdapter;
    this.#putToken(flight, token);
    const outcome = await outcomeOf(this.#dispatch(config, UNTRANSFORMED));
    return unwrap(config, await this.#sendRest(flight, outcome, UNTRANSFORMED));
  }
  async #wait(config, wait) {
    const limit = limitOf(config);
    try {
      return await whileWanted(config, limit, wait);
    } catch (error) {
      if (!limit?.aborted || error !== limit.reason) throw error;
      const { constructor } = await this.#plain.request({ adapter: [] }).catch((error2) => error2);
      throw timeoutError(constructor, config);
    }
  }
  #putToken(flight, token) {
    const { header } = this.#view;
    const { config } = flight;
    const { transport } = config;
    flight.token = token;
    flight.headerValue = this.#view.valueFor(token);
    setHeader(config.headers, header, flight.headerValue);
    if (flight.adapters !== NODE_ADAPTER) config.adapter = flight.adapters.guarded;
    if (transport) change(flight, { transport: new TellingTransport(transport, (next) => this.#follow(flight, next)) });
  }
  /** By these two axios would put its own header in place of ours. */
  #takeOffBasic(flight) {
    const { config, named } = flight;
    if (config.auth) change(flight, { auth: null });
    if (!named?.username && !named?.password) return;
    change(flight, { url: withoutCredentials(named), ...config.baseURL && { baseURL: null } });
  }
  /**
   * R9, when the next hop is about to be sent. What axios took off for another origin may be allowed there.
   *
   * @returns Whether the hop goes with what is good at this time.
   */
  #follow(flight, next) {
    const { header } = this.#view;
    const url = new URL(next.href);
    flight.hop = next;
    flight.hops++;
    flight.origin = url.origin;
    flight.mayCarryToken &&= mayCarryTo(this.#view, url, this.#namedBy(flight));
    const token = this.#view.fresh();
    flight.token = token ?? flight.token;
    setHeader(next.headers, header, flight.mayCarryToken ? this.#view.valueFor(flight.token) : void 0);
    return token !== void 0 || !flight.mayCarryToken;
  }
  #toNextHop = (flight, next) => {
    if (!this.#follow(flight, next)) this.#breakOff(flight, next);
  };
  /** R4: no hop can be kept waiting, but it can be sent by a request of its own. */
  #breakOff(flight, next) {
    const rest = hopConfig(flight, this.#namedBy(flight), next);
    if (!isReplayable(rest.data)) return;
    flight.rest = rest;
    throw new Error("a token has to be waited for");
  }
  async #sendRest(flight, outcome, changes) {
    const { config, rest } = flight;
    if (!rest) return outcome;
    flight.rest = void 0;
    try {
      flight.token = await this.#wait(config, (signal) => this.#view.token(new URL(rest.url ?? ""), signal));
    } catch (error) {
      if (!isCancelled(config)) return { response: void 0, error };
    }
    return this.#sendAgain(flight, rest, changes);
  }
  async #sendAgain(flight, again, changes = TRANSFORMED) {
    setHeader(again.headers, this.#view.header, this.#view.valueFor(flight.token));
    return this.#sendRest(flight, await outcomeOf(this.#dispatch(again, changes)), changes);
  }
  /** Fetch follows redirects unseen, and takes a header of its own name along; so does XMLHttpRequest. */
  #adaptersOf(adapter) {
    if (this.#goesByNode(adapter)) return NODE_ADAPTER;
    if (adapter === this.#adapters.single) return this.#adapters;
    const given = adapter ? listOf(adapter) : ADAPTERS;
    if (areSame(this.#adapters.given, given)) return this.#adapters;
    const isUnsafe = (adapter2) => isNamed("fetch", adapter2) || !this.#isAuthorization && isNamed("xhr", adapter2) && "XMLHttpRequest" in globalThis;
    const byOurFetch = (config) => {
      const flight = flightOf(config);
      if (flight) flight.isOurFetch = true;
      return this.#dispatch(config, { ...UNTRANSFORMED, adapter: "fetch", env: this.#withOurs(config.env) });
    };
    const guarded = given.map((adapter2) => isUnsafe(adapter2) ? byOurFetch : adapter2);
    const single = Array.isArray(adapter) ? [] : adapter;
    const isOurFetch = isNamed("fetch", given[0]);
    const mayReplace = given.some((adapter2) => typeof adapter2 === "function");
    this.#adapters = { single, given: [...given], guarded, isOurFetch, mayReplace };
    return this.#adapters;
  }
  /** Whether axios goes by its adapter for Node, which is the first that there is. */
  #goesByNode(adapter) {
    const first = Array.isArray(adapter) ? adapter[adapter[0] === "xhr" ? 1 : 0] : adapter;
    if (first !== "http") return false;
    this.#hasNodeAdapter ??= !("XMLHttpRequest" in globalThis) && !isPassedOver(this.#plain, "http");
    return this.#hasNodeAdapter;
  }
  /** @throws {TypeError} where axios would leave it unread, and the request would go without the token. */
  #withOurs(env) {
    this.#readsEnv ??= isPassedOver(this.#plain, "fetch", { env: { fetch: "none" } });
    const expected = "must be of axios 1.15.1 or later: the fetch adapter of this one would send the request without a token";
    if (!this.#readsEnv) throw invalidOption("instance", expected);
    const base = env?.fetch ?? globalFetch;
    if (this.#lastFetch?.base !== base) {
      this.#lastFetch = { base, ours: this.#fetches.get(base) ?? this.#createFetch(base) };
    }
    const whole = Object.assign({}, env);
    whole.fetch = this.#lastFetch.ours;
    return whole;
  }
  #createFetch(base) {
    const send = createSend(this.#view, base);
    const fetch = (input, init) => send(input, init, { send: sendLent });
    this.#fetches.set(base, fetch);
    basesOfOurs.set(fetch, base);
    return fetch;
  }
  #land(flight, outcome) {
    const { response } = outcome;
    if (flight.rest) return this.#sendRest(flight, outcome).then((whole) => this.#land(flight, whole));
    if (response && this.#isRefused(flight, response)) return this.#answerUnauthorized(flight, response, outcome);
    return this.#give(flight, outcome);
  }
  #isRefused(flight, { status, request }) {
    if (flight.isOurFetch) return false;
    const end = flight.adapters === NODE_ADAPTER ? void 0 : request?.responseURL;
    if (end) flight.mayCarryToken &&= mayCarryTo(this.#view, new URL(end), this.#namedBy(flight));
    if (status !== 401 && flight.mayCarryToken) this.#view.accepted(flight.origin);
    return status === 401 && flight.mayCarryToken;
  }
  /** R7. What is given is the answer to the replay, or the 401 itself where there is to be none. */
  async #answerUnauthorized(flight, refusal, outcome) {
    const { config, hop } = flight;
    const again = hop ? hopConfig(flight, this.#namedBy(flight), hop) : config;
    try {
      const token = await this.#tokenForReplay(flight, again, refusal);
      if (token === void 0) return this.#give(flight, outcome);
      flight.token = token;
    } catch (error) {
      void dropStream(refusal.data);
      if (!isCancelled(flight.config)) return this.#give(flight, { response: void 0, error });
    }
    void dropStream(refusal.data);
    const second = await this.#sendAgain(flight, again);
    if (second.response) this.#isRefused(flight, second.response);
    return this.#give(flight, second);
  }
  async #tokenForReplay(flight, again, refusal) {
    const { config, token, hop } = flight;
    const url = hop ? new URL(hop.href) : this.#namedBy(flight);
    const shown = {
      url: this.#plain.getUri(addressOf(again, ["params", "paramsSerializer"])),
      method: again.method?.toUpperCase() ?? "GET",
      headers: textHeaders(again.headers)
    };
    if (!wantsReplay(this.#view, shown, () => responseOf(refusal))) return void 0;
    const replayable = isReplayable(again.data);
    return this.#wait(config, (signal) => tokenForReplay(this.#view, { token, url, signal, replayable }));
  }
  /** Gives the user what axios would give, with their config as it was. R15: without the token, as far as one can see. */
  #give(flight, outcome) {
    const { config, token, isOurFetch } = flight;
    changeBack(flight);
    if (token !== "") config.headers[this.#view.header] = void 0;
    if ("error" in outcome) {
      const error = Object(outcome.error);
      if (!isOurFetch || token !== "") hideRequest(error);
      if (isOurFetch && isPoolpassError(error.cause)) throw error.cause;
    }
    return unwrap(config, outcome);
  }
  /** Sends what is finished, and leaves it as it was. */
  async #dispatch(config, changes) {
    const fields = fieldsOf(config);
    const kept = Object.fromEntries(Object.keys(changes).map((name) => [name, fields[name]]));
    this.#finished = Object.assign(config, changes);
    try {
      const response = await this.#plain.request({});
      response.config = config;
      return response;
    } finally {
      Object.assign(config, kept);
    }
  }
  #takeFinished() {
    const finished = this.#finished;
    this.#finished = void 0;
    return finished;
  }
  #namedBy(flight) {
    flight.named ??= this.#urlOf(flight.config);
    return flight.named;
  }
  #urlOf(config) {
    const { baseURL, socketPath } = config;
    const whole = baseURL ? this.#plain.getUri(addressOf(config)) : urlText(config);
    return new URL(whole, socketPath ? "http://localhost" : globalThis.location?.href);
  }
  /** The origin of a request that goes where one has been that may have a token; without parsing its URL. */
  #knownOrigin(config, isLeftToFetch) {
    const { baseURL } = config;
    const url = urlText(config);
    if (!baseURL) {
      return isLeftToFetch && !url.includes("@") ? "" : this.#lastOrigin.of(url);
    }
    return this.#base?.isChecked && this.#base.url === baseURL && !isAbsolute(url) ? this.#base.origin : void 0;
  }
  /** @throws {OriginError} */
  #check({ baseURL }, url) {
    const base = this.#baseOf(baseURL);
    const { origins, poolOrigin } = this.#view;
    (base?.origins ?? origins).check(url);
    const { origin } = url;
    const mayBeKnown = origin !== poolOrigin && !url.username && !url.password;
    if (mayBeKnown && base) base.isChecked ||= base.origin === origin;
    else if (mayBeKnown) this.#lastOrigin.remember(origin);
    return origin;
  }
  #baseOf(baseURL) {
    if (!baseURL || !URL.canParse(baseURL, globalThis.location?.href)) return void 0;
    if (this.#base?.url !== baseURL) {
      const url = new URL(baseURL, globalThis.location?.href);
      const isOneOrigin = isAbsoluteBase(baseURL) && !url.username && !url.password;
      const origin = isOneOrigin ? url.origin : void 0;
      this.#base = { url: baseURL, origin, origins: this.#view.origins.within(url), isChecked: false };
    }
    return this.#base;
  }
};
export {
  withAuth
};
