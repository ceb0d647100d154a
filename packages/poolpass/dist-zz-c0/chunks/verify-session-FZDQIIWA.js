import {
  decodeClaims
} from "./core.js";
import {
  bytesToBase64,
  sha256,
  utf8
} from "./chunk-MAMQRXUF.js";
import {
  isLoopback
} from "./core.js";
import {
  TokenError,
  checkOptions,
  checkText,
  isPoolpassError,
  oneOf,
  unchecked
} from "./chunk-TZDYBQAD.js";

// packages/poolpass/src/session/verify.ts
function invalid(problem) {
  return new TokenError("ERR_POOLPASS_TOKEN_INVALID", `the token is not valid: ${problem}`);
}
async function checkClaims(pool, claims, expected) {
  const { tokenUse, sub, accessToken, mayHaveExpired = false } = expected;
  if (!pool.issuers.includes(claims.iss ?? "")) throw invalid("`iss` is not of this user pool");
  if (claims.token_use !== tokenUse) throw invalid(`\`token_use\` is not ${tokenUse}`);
  const audience = tokenUse === "id" ? claims.aud : claims.client_id;
  if (audience !== pool.client.clientId)
    throw invalid(`\`${tokenUse === "id" ? "aud" : "client_id"}\` is not this app client`);
  if (sub !== void 0 && claims.sub !== sub) throw invalid("`sub` is not the user of this session");
  const expiresAtMs = typeof claims.exp === "number" ? claims.exp * 1e3 : 0;
  if (!mayHaveExpired && expiresAtMs <= pool.client.serviceClock.nowMs()) throw invalid("it has expired");
  if (claims.at_hash !== void 0 && accessToken !== void 0 && claims.at_hash !== await atHash(accessToken)) {
    throw invalid("`at_hash` does not fit the access token");
  }
}
async function atHash(accessToken) {
  const left = (await sha256(utf8(accessToken))).subarray(0, 16);
  return bytesToBase64(left).replace(/=+$/, "").replaceAll("+", "-").replaceAll("/", "_");
}
function readKid(token) {
  try {
    const header = JSON.parse(atob((token.split(".", 1)[0] ?? "").replaceAll("-", "+").replaceAll("_", "/")));
    if (typeof header.kid === "string") return header.kid;
  } catch {
  }
  throw invalid("its header names no key");
}
var loadJose = () => Promise.all([import("jose/jws/compact/verify"), import("jose/jwks/local")]);
async function checkSignature(pool, token) {
  const [keySet, [{ compactVerify }, { createLocalJWKSet }]] = await Promise.all([
    pool.keys.forKid(readKid(token)),
    loadJose()
  ]);
  try {
    await compactVerify(token, createLocalJWKSet(keySet), {
      algorithms: ["RS256"]
    });
  } catch (error) {
    const code = error.code ?? "unknown error";
    throw new TokenError("ERR_POOLPASS_TOKEN_INVALID", `the token's signature was not accepted (${code})`, {
      cause: error
    });
  }
}
async function verifyToken(pool, token, expected) {
  await checkSignature(pool, token);
  return verifyClaims(pool, token, expected);
}
async function verifyOne(pool, token, options) {
  checkText("token", token);
  checkOptions(options, { tokenUse: unchecked });
  const { tokenUse } = options;
  oneOf(["id", "access"])("tokenUse", tokenUse);
  return verifyToken(pool, token, { tokenUse });
}
async function verifyClaims(pool, token, expected) {
  const claims = decodeClaims(token);
  await checkClaims(pool, claims, expected);
  return claims;
}

// packages/poolpass/src/session/verify-session.ts
async function verifySession(pool, held, mayHaveExpired, check = verifyToken) {
  const { accessToken, idToken } = held.tokens;
  const { sub } = held;
  const checks = [check(pool, accessToken, { tokenUse: "access", sub, mayHaveExpired })];
  if (idToken !== void 0) checks.push(check(pool, idToken, { tokenUse: "id", sub, accessToken, mayHaveExpired }));
  await Promise.all(checks);
}
async function verifyIssued(pool, held, previousSub) {
  if (previousSub !== void 0 && held.sub !== previousSub) {
    throw new TokenError(
      "ERR_POOLPASS_TOKEN_INVALID",
      "the pool renewed the session of one user with tokens of another"
    );
  }
  try {
    await verifySession(pool, held, false);
    return void 0;
  } catch (error) {
    const mayDefer = pool.verifyTokens === "auto" && isPrivate(pool.client.endpoint);
    if (!mayDefer || !isPoolpassError(error, "ERR_POOLPASS_UNAVAILABLE")) throw error;
    await verifySession(pool, held, false, verifyClaims);
    return error;
  }
}
function deferVerification(pool, events, held, error, { isCurrent, giveUp }) {
  const { username } = held;
  events.emit("verificationDeferred", { username, error });
  pool.keys.onArrival(async () => {
    if (!isCurrent()) return;
    try {
      await verifySession(pool, held, true);
    } catch (failure) {
      if (!isCurrent() || !isPoolpassError(failure, "ERR_POOLPASS_TOKEN_INVALID")) return;
      giveUp();
      events.emit("renewalFailed", { username, error: failure });
    }
  });
}
function isPrivate(endpoint) {
  const url = new URL(endpoint);
  return url.protocol === "https:" || isLoopback(url);
}
export {
  deferVerification,
  loadJose,
  verifyIssued,
  verifyOne,
  verifySession
};
