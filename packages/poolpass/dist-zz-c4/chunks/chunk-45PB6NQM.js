import {
  Origins
} from "./core.js";
import {
  viewKey
} from "./core.js";
import {
  invalidOption
} from "./chunk-TZDYBQAD.js";

// packages/poolpass/src/http/view-of.ts
function viewOf(auth) {
  const isAuth = [auth?.token, auth?.headers, auth?.invalidate].every((member) => typeof member === "function");
  if (!isAuth) throw invalidOption("auth", "must be an SrpAuth, or have token(), headers() and invalidate()");
  return auth[viewKey] ?? new PlainView(auth);
}
var PlainView = class {
  header = "Authorization";
  origins = new Origins(void 0);
  retryUnauthorized = true;
  poolOrigin = void 0;
  #auth;
  #prefix = "";
  constructor(auth) {
    this.#auth = auth;
  }
  valueFor(token) {
    return this.#prefix + token;
  }
  fresh() {
    return void 0;
  }
  async token(url, signal) {
    const [entry, ...others] = Object.entries(await this.#auth.headers({ url, signal: signal ?? void 0 }));
    if (!entry || others.length > 0) throw invalidOption("auth", "must give one header by headers()");
    const [header, value] = entry;
    const end = value.lastIndexOf(" ") + 1;
    this.header = header;
    this.#prefix = value.slice(0, end);
    return value.slice(end);
  }
  async replaceRefused(token, url, signal) {
    this.#auth.invalidate(token);
    const replacement = await this.token(url, signal);
    return replacement === token ? void 0 : replacement;
  }
  invalidate(token) {
    this.#auth.invalidate(token);
  }
  accepted() {
  }
  isPool() {
    return false;
  }
};

export {
  viewOf
};
