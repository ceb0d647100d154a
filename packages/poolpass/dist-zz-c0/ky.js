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
  viewOf
} from "./chunks/chunk-45PB6NQM.js";
import {
  isRequest
} from "./chunks/core.js";
import {
  invalidOption
} from "./chunks/chunk-TZDYBQAD.js";

// packages/poolpass/src/http/ky.ts
function authOptions(auth, options = {}) {
  const view = viewOf(auth);
  const { fetch = globalFetch } = options;
  const send = createSend(view, fetch);
  return view.origins.areListed ? withinListed(send) : withinBase(view, send);
}
function withinListed(send) {
  function fetch(input, init) {
    return send(input, init, madeOf(Object(this), fetch));
  }
  return { fetch };
}
function withinBase(view, send) {
  const check = baseCheck(view);
  function fetch(input, init) {
    return rejecting(() => {
      const options = optionsFrom(this);
      check(options, input);
      return send(input, init, madeOf(options, fetch));
    });
  }
  function tell(own) {
    if (own.fetch !== fetch) return;
    own.fetch = (input, init) => rejecting(() => {
      check(own, input);
      return send(input, init);
    });
  }
  return { fetch, hooks: { init: [tell] } };
}
function rejecting(run) {
  try {
    return run();
  } catch (error) {
    return Promise.reject(error);
  }
}
function optionsFrom(caller) {
  const options = Object(caller);
  if ("prefixUrl" in options || "prefix" in options) return options;
  const remedy = "add your own by another `extend`, your own fetch by `authOptions(auth, { fetch })`, or list `origins`";
  throw invalidOption("hooks", `took the place of poolpass\u2019s, so that the base URL is not known: ${remedy}`);
}
var REPLACING_HOOKS = ["beforeRequest", "beforeRetry", "afterResponse"];
function madeOf({ body, fetch, hooks }, own) {
  if (fetch !== own || !REPLACING_HOOKS.every((name) => hooks?.[name]?.length === 0)) return void 0;
  return { send: sendLent, text: typeof body === "string" ? body : void 0 };
}
function baseCheck(view) {
  let last = { base: "", origin: new LastOrigin() };
  return ({ prefixUrl = "", prefix = prefixUrl, baseUrl = "" }, input) => {
    if (!baseUrl && !prefix) return;
    const base = `${baseUrl} ${prefix}`;
    const address = isRequest(input) ? input.url : String(input);
    if (base === last.base && last.origin.of(address)) return;
    const url = new URL(address);
    const baseOf = resolve(globalThis.location?.href, baseUrl, prefix);
    if (!baseOf || view.isPool(url)) return;
    view.origins.within(baseOf).check(url);
    last = { base, origin: new LastOrigin() };
    if (url.origin !== view.poolOrigin) last.origin.remember(url.origin);
  };
}
function resolve(...steps) {
  let url;
  for (const step of steps) if (step && URL.canParse(step, url)) url = new URL(step, url);
  return url;
}
export {
  authOptions
};
