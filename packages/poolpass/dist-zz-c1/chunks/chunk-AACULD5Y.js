import {
  invalidOption,
  isPoolpassError
} from "./chunk-TZDYBQAD.js";

// packages/poolpass/src/http/unauthorized.ts
function wantsReplay(view, { url, method, headers }, response) {
  const { retryUnauthorized } = view;
  if (typeof retryUnauthorized === "boolean") return retryUnauthorized;
  const target = Object.assign(new URL(url), { username: "", password: "" });
  const request = new Request(target, { headers });
  Object.defineProperty(request, "method", { value: method });
  const isWanted = retryUnauthorized(request, response());
  if (typeof isWanted === "boolean") return isWanted;
  throw invalidOption("retryUnauthorized", "must return true or false at once, and no promise of it");
}
async function tokenForReplay(view, refusal) {
  const { token, url, signal, replayable } = refusal;
  if (!replayable) {
    view.invalidate(token, url.origin);
    return void 0;
  }
  try {
    return await view.replaceRefused(token, url, signal);
  } catch (error) {
    if (isPoolpassError(error)) return void 0;
    throw error;
  }
}

export {
  wantsReplay,
  tokenForReplay
};
