import {
  prepareVerification
} from "./core.js";
import {
  deviceKeyOf
} from "./core.js";
import {
  renew
} from "./core.js";
import {
  isPoolpassError
} from "./chunk-TZDYBQAD.js";

// packages/poolpass/src/session/renewal.ts
var RENEWAL_REFUSALS = [
  "ERR_POOLPASS_RENEWAL_REFUSED",
  "ERR_POOLPASS_USER_DISABLED",
  "ERR_POOLPASS_USER_UNCONFIRMED",
  "ERR_POOLPASS_PASSWORD_RESET_REQUIRED",
  "ERR_POOLPASS_DEVICE_UNKNOWN"
];
var SAVING_WAITS_MS = [100, 300, 900];
async function renewSession(holding, stale, generation) {
  const { backoff, stored } = holding;
  if (backoff.error && backoff.restMs > 0) throw backoff.error;
  const unlock = await stored.lock(stale.storedAs);
  let held = stale;
  try {
    held = await holding.newerThan(stale, generation);
    if (held === stale || !isYoung(holding, held)) await exchange(holding, held, generation);
  } catch (error) {
    await renewalFailed(holding, error, held, generation);
  } finally {
    stale.renewalRefused ??= held.renewalRefused;
    await unlock();
  }
}
async function confirmDevice(holding, held, generation) {
  if (!held.newDevice || holding.tokenNow("access_token") === void 0) return;
  const device = await holding.signer.confirm(held, holding.flights.outside(generation).signal);
  if (device && holding.held === held) await holding.keepDevice(held, device);
}
async function exchange(holding, held, generation) {
  const { pool, flights, events } = holding;
  const { username } = held;
  prepareVerification(pool);
  await confirmDevice(holding, held, generation).catch((error) => {
    if (error.retryable || !flights.counts(generation)) throw error;
  });
  const deviceKey = await deviceKeyFor(holding, held, generation);
  const result = await renew(pool.client, { refreshToken: held.tokens.refreshToken ?? "", username, deviceKey });
  if (await holding.takeOver(result, held, generation, held)) events.emit("renewed", { username });
}
async function deviceKeyFor({ signer, flights }, held, generation) {
  const { storedAs, tokens } = held;
  if (!held.device && !tokens.accessToken && storedAs !== void 0)
    held.device = await signer.deviceFor({ ...flights.outside(generation), storedAs });
  return signer.setup.device === false && !held.device ? void 0 : deviceKeyOf(held);
}
async function renewalFailed(holding, error, tried, generation) {
  const { held, flights, signer, events } = holding;
  if (held !== void 0 && held !== tried) return;
  if (!flights.counts(generation) || !isPoolpassError(error)) throw error;
  if (RENEWAL_REFUSALS.includes(error.code)) {
    if (await isReplaced(holding, tried, error, generation)) return;
    if (!flights.counts(generation)) throw error;
    tried.renewalRefused = error;
    if (error.code === "ERR_POOLPASS_DEVICE_UNKNOWN") await signer.forget(tried.storedAs, deviceKeyOf(tried));
  } else {
    holding.backoff.failed(error);
  }
  events.emit("renewalFailed", { username: tried.username, error });
  throw error;
}
async function isReplaced(holding, tried, refusal, generation) {
  const isShared = holding.pool.isStoreGiven && tried.credentialTag !== void 0;
  const waitsMs = isShared && refusal.name === "RefreshTokenReuseException" ? SAVING_WAITS_MS : [];
  const { signal } = holding.flights.outside(generation);
  for (const waitMs of [0, ...waitsMs]) {
    if (waitMs > 0) await holding.pool.client.clock.sleep(waitMs, signal);
    if (await holding.newerThan(tried, generation) !== tried) return true;
  }
  return false;
}
function isYoung(holding, held) {
  return holding.ageMs(held, "access_token") < (held.times.access_token?.softMs ?? 0);
}
export {
  confirmDevice,
  renewSession
};
