import {
  redirectMode,
  withHeader
} from "./core.js";
import {
  tokenForReplay,
  wantsReplay
} from "./chunk-AACULD5Y.js";
import {
  drop,
  isReplayable,
  mayCarryTo
} from "./core.js";
import {
  OriginError
} from "./chunk-TZDYBQAD.js";

// packages/poolpass/src/http/redirect.ts
var LONGEST_CHAIN = 20;
var REDIRECTS = /* @__PURE__ */ new Set([301, 302, 303, 307, 308]);
var BODY_HEADERS = ["content-encoding", "content-language", "content-location", "content-type", "content-length"];
var CREDENTIAL_HEADERS = ["authorization", "proxy-authorization", "cookie", "host"];
function isRedirect(response) {
  return REDIRECTS.has(response.status) && response.headers.has("location");
}
function nextHop(hop, response) {
  const url = locationUrl(hop, response.headers.get("location") ?? "");
  if (hop.count >= LONGEST_CHAIN) throw new TypeError(`fetch failed: more than ${LONGEST_CHAIN} redirects`);
  const { status } = response;
  const becomesGet = (status === 301 || status === 302) && hop.method === "POST" || status === 303 && hop.method !== "GET" && hop.method !== "HEAD";
  const hasBody = hop.body !== void 0 && hop.body !== null;
  if (status !== 303 && hasBody && !hop.replayable) {
    throw new TypeError(`fetch failed: a ${status} redirect asks for a streamed body again`);
  }
  const headers = new Headers(hop.headers);
  if (becomesGet) for (const name of BODY_HEADERS) headers.delete(name);
  if (url.origin !== hop.url.origin) for (const name of CREDENTIAL_HEADERS) headers.delete(name);
  const rest = becomesGet ? { method: "GET", body: void 0, replayable: true } : {};
  return { ...hop, ...rest, url, headers, count: hop.count + 1 };
}
function decodeLocation(location) {
  if (!/[\x80-\xff]/.test(location)) return location;
  return new TextDecoder().decode(Uint8Array.from(location, (character) => character.charCodeAt(0)));
}
function locationUrl(hop, header) {
  const location = decodeLocation(header);
  if (!URL.canParse(location, hop.url.href)) throw new TypeError("fetch failed: a redirect to something that is no URL");
  const url = new URL(location, hop.url.href);
  if (!/^https?:$/.test(url.protocol)) throw new TypeError("fetch failed: a redirect to a URL that is not http(s)");
  if ((url.username || url.password) && url.origin !== hop.url.origin) {
    throw new TypeError("fetch failed: a redirect to another origin with credentials in its URL");
  }
  if (!url.hash) url.hash = hop.url.hash;
  return url;
}

// packages/poolpass/src/http/settle-and-follow.ts
async function settleAndFollow(sent, token, response) {
  const { view, base, url, request, given, signal, headers, redirect, keptBody } = sent;
  const exchange = {
    view,
    base,
    init: request ? { ...requestOptions(request), ...definedMembers(given) } : given,
    named: url,
    signal,
    redirect,
    keptBody,
    mayCarryToken: true,
    mayReplay: view.retryUnauthorized !== false
  };
  const body = given.body ?? request?.body;
  const hop = {
    url,
    method: normalizeMethod(given.method ?? request?.method ?? "GET"),
    headers,
    body,
    replayable: !sent.isSpent && isReplayable(body),
    count: 0
  };
  return follow(exchange, hop, await settle(exchange, hop, token, response));
}
function normalizeMethod(method) {
  return /^(delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method;
}
function definedMembers(init) {
  return Object.fromEntries(Object.entries(init).filter(([, value]) => value !== void 0));
}
function requestOptions(request) {
  const { cache, credentials, integrity, keepalive, mode, redirect, referrer, referrerPolicy } = request;
  return {
    cache,
    credentials,
    integrity,
    keepalive,
    redirect,
    referrerPolicy,
    // Fetch refuses these two as options although a Request may have them.
    ...mode !== "navigate" && { mode },
    .../^https?:/.test(referrer) && { referrer }
  };
}
async function follow(exchange, first, answer) {
  const { view, redirect } = exchange;
  let response = answer;
  for (let hop = first; ; ) {
    if (redirect !== "follow") return response;
    if (response.type === "opaqueredirect") throw unseenRedirect(hop.url);
    if (!isRedirect(response)) return hop === first ? response : markRedirected(response);
    const from = hop;
    const next = await droppingOnFailure(response, async () => nextHop(await replayableHop(exchange, from), response));
    void drop(response);
    exchange.mayCarryToken &&= mayCarryTo(view, next.url, exchange.named);
    if (!exchange.mayCarryToken) next.headers.delete(view.header);
    hop = next;
    response = await sendNext(exchange, hop);
  }
}
async function replayableHop(exchange, hop) {
  if (hop.replayable || !exchange.keptBody || hop.count > 0) return hop;
  if (exchange.keptBody.content === void 0) await new Promise((resolve) => setTimeout(resolve));
  const body = exchange.keptBody.content;
  return body !== void 0 ? { ...hop, body, replayable: true } : hop;
}
async function sendNext(exchange, hop) {
  const { view, signal } = exchange;
  if (!exchange.mayCarryToken) return sendHop(exchange, hop, hop.headers);
  const token = view.fresh() ?? await view.token(hop.url, signal);
  return settle(exchange, hop, token, await sendHop(exchange, hop, headersOf(exchange, hop, token)));
}
async function settle(exchange, hop, token, response) {
  if (response.status === 401) return droppingOnFailure(response, () => replay(exchange, hop, token, response));
  exchange.view.accepted(hop.url.origin);
  return response;
}
async function replay(exchange, hop, token, response) {
  const { view, signal } = exchange;
  const sent = { ...hop, headers: headersOf(exchange, hop, token) };
  if (!exchange.mayReplay || !wantsReplay(view, sent, () => response)) return response;
  const again = await replayableHop(exchange, hop);
  if (again.replayable) exchange.mayReplay = false;
  const { url, replayable } = again;
  const replacement = await tokenForReplay(view, { token, url, signal, replayable });
  if (replacement === void 0) return response;
  void drop(response);
  const second = await sendHop(exchange, again, headersOf(exchange, again, replacement));
  if (second.status !== 401) view.accepted(url.origin);
  return second;
}
function headersOf({ view }, { headers }, token) {
  return withHeader(headers, view.header, view.valueFor(token));
}
async function droppingOnFailure(response, run) {
  try {
    return await run();
  } catch (error) {
    void drop(response);
    throw error;
  }
}
function sendHop(exchange, hop, headers) {
  const { base, init, view, signal, redirect } = exchange;
  return base(hop.url, {
    ...init,
    method: hop.method,
    ...headers && { headers },
    body: hop.body ?? null,
    redirect: redirectMode(redirect, view.header),
    ...signal !== void 0 && { signal }
  });
}
function unseenRedirect(url) {
  return new OriginError(
    "ERR_POOLPASS_ORIGIN",
    `${url.origin} answered with a redirect that this run time does not show: it was not followed. Name its target`
  );
}
function markRedirected(response) {
  return Object.defineProperty(response, "redirected", { value: true });
}
export {
  settleAndFollow
};
