import {
  nativeHashing,
  nativeModPow
} from "./native.js";
import {
  SrpError
} from "./chunk-TZDYBQAD.js";

// packages/poolpass/src/srp/bytes.ts
var encoder = new TextEncoder();
function utf8(text) {
  return encoder.encode(text);
}
function concat(...parts) {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
function hexToBytes(hex) {
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = 16 * digitAt(hex, 2 * i) + digitAt(hex, 2 * i + 1);
  return bytes;
}
function digitAt(hex, index) {
  const code = hex.charCodeAt(index);
  return (code & 15) + 9 * (code >> 6);
}
function bytesToInteger(bytes) {
  return bytes.reduce((integer, byte) => (integer << 8n) + BigInt(byte), 0n);
}
function pad(value) {
  let hex = value.toString(16);
  if (hex.length % 2 === 1) hex = `0${hex}`;
  else if (hex.charCodeAt(0) >= 56) hex = `00${hex}`;
  return hexToBytes(hex);
}
function parseHex(text, name, maxDigits = 770) {
  if (typeof text !== "string" || text.length > maxDigits || !/^[\da-f]+$/i.test(text)) {
    throw new SrpError("ERR_POOLPASS_SRP", `${name} is not a hexadecimal number of at most ${maxDigits} digits`);
  }
  return BigInt(`0x${text}`);
}
function bytesToBase64(bytes) {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
function base64ToBytes(text, name) {
  try {
    if (typeof text !== "string" || text === "") throw new TypeError("not a string");
    const binary = atob(text);
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
    return bytes;
  } catch (cause) {
    throw new SrpError("ERR_POOLPASS_SRP", `${name} is not base64`, { cause });
  }
}
function equalBytes(one, other) {
  let difference = one.length ^ other.length;
  for (let i = 0; i < one.length; i++) difference |= one[i] ^ (other[i] ?? 0);
  return difference === 0;
}

// packages/poolpass/src/srp/group.ts
function primeOfGroup() {
  return (1n << 3072n) - (1n << 3008n) - 1n + (scaledPi(2942n) + 1690314n << 64n);
}
function scaledPi(bits) {
  const one = 1n << bits + 64n;
  let term = one;
  let sum = 0n;
  let weightedSum = 0n;
  for (let i = 1n; term; i++) {
    sum += term;
    weightedSum += (i - 1n) * term;
    term = term * -(6n * i - 5n) * (2n * i - 1n) * (6n * i - 1n) / (i * i * i * 10939058860032000n);
  }
  const root = squareRoot(10005n * one * one, 128n * one);
  return 426880n * root * one / (13591409n * sum + 545140134n * weightedSum) >> 64n;
}
function squareRoot(value, above) {
  const next = (above + value / above) / 2n;
  return next < above ? squareRoot(value, next) : above;
}
var prime;
function groupPrime() {
  prime ??= primeOfGroup();
  return prime;
}
var g = 2n;
var k = 0x538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6n;

// packages/poolpass/src/srp/hash.ts
var source = (bytes) => bytes;
var webCrypto = {
  sha256: async (data) => new Uint8Array(await crypto.subtle.digest("SHA-256", source(data))),
  async hmacSha256(key, data) {
    const algorithm = { name: "HMAC", hash: "SHA-256" };
    const imported = await crypto.subtle.importKey("raw", source(key), algorithm, false, ["sign"]);
    return new Uint8Array(await crypto.subtle.sign("HMAC", imported, source(data)));
  }
};
function hashing(engine) {
  return engine !== "bigint" && nativeHashing() || webCrypto;
}
async function sha256(...parts) {
  return hashing().sha256(concat(...parts));
}
async function hmacSha256(key, data) {
  return hashing().hmacSha256(key, data);
}
var KEY_INFO = /* @__PURE__ */ utf8("Caldera Derived Key");
async function deriveKey({ hmacSha256: hmacSha2562 }, salt, secret) {
  return (await hmacSha2562(await hmacSha2562(salt, secret), KEY_INFO)).subarray(0, 16);
}

// packages/poolpass/src/srp/mod-pow-bigint.ts
var folds;
function foldingSteps() {
  folds ??= [4608n, 3840n].map((width) => [width, (1n << width) - 1n, (1n << width) % groupPrime()]);
  return folds;
}
function reduce(value) {
  for (const [width, mask, residue] of foldingSteps()) value = (value & mask) + (value >> width) * residue;
  return value % groupPrime();
}
var ROWS = 6;
var COLUMNS = 43;
var products;
function productsOfRows() {
  if (products) return products;
  const made = [1n, g];
  let ofRow = g;
  while (made.length < 1 << ROWS) {
    for (let i = 0; i < COLUMNS; i++) ofRow = reduce(ofRow * ofRow);
    made.push(...made.map((product) => reduce(product * ofRow)));
  }
  products = made;
  return products;
}
function powerOfG(digits) {
  const table = productsOfRows();
  const bits = digits.padStart(ROWS * COLUMNS, "0");
  let power = 1n;
  for (let column = 0; column < COLUMNS; column++) {
    let index = 0;
    for (let row = 0; row < ROWS; row++) index = 2 * index + Number(bits[row * COLUMNS + column]);
    power = reduce(reduce(power * power) * table[index]);
  }
  return power;
}
var WINDOW = 5;
function powerOf(base, digits) {
  const odd = [base];
  const square = reduce(base * base);
  for (let i = 1; i < 1 << WINDOW - 1; i++) odd.push(reduce(odd[i - 1] * square));
  let power = 1n;
  for (let at = 0; at < digits.length; ) {
    if (digits[at] === "0") {
      power = reduce(power * power);
      at++;
      continue;
    }
    const end = digits.lastIndexOf("1", at + WINDOW - 1) + 1;
    for (let i = at; i < end; i++) power = reduce(power * power);
    power = reduce(power * odd[Number.parseInt(digits.slice(at, end), 2) >> 1]);
    at = end;
  }
  return power;
}
function bigIntModPow(base, exponent) {
  const digits = exponent.toString(2);
  return base === g && digits.length <= ROWS * COLUMNS ? powerOfG(digits) : powerOf(base, digits);
}

// packages/poolpass/src/srp/mod-pow.ts
function modPow(base, exponent, engine) {
  const N = groupPrime();
  if (base < 0n || base >= N) throw new RangeError("base must be in [0, N)");
  if (exponent <= 0n || exponent >= N) throw new RangeError("exponent must be in (0, N)");
  if (engine === "bigint") return bigIntModPow(base, exponent);
  const power = nativeModPow(base, exponent, N);
  if (power !== void 0) return power;
  if (engine === "native") throw new TypeError("this run time has no usable node:crypto for the native engine");
  return bigIntModPow(base, exponent);
}

// packages/poolpass/src/srp/proof.ts
var secureRandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));
function randomExponent(random) {
  return bytesToInteger(random(32)) || randomExponent(random);
}
var MOST_SALT_DIGITS = 128;
function clientEphemeralKey(options = {}) {
  const privateKey = randomExponent(options.random ?? secureRandomBytes);
  return { privateKey, publicKey: modPow(g, privateKey, options.engine) };
}
async function privateExponent({ group, id }, password, salt, engine) {
  const { sha256: sha2562 } = hashing(engine);
  const identityHash = await sha2562(utf8(`${group}${id}:${password}`));
  return bytesToInteger(await sha2562(concat(pad(salt), identityHash)));
}
async function scramblingParameter(A, B, engine) {
  const u = bytesToInteger(await hashing(engine).sha256(concat(pad(A), pad(B))));
  if (u === 0n)
    throw new SrpError("ERR_POOLPASS_SRP", "the scrambling parameter u is zero: the proof would not bind the password");
  return u;
}
async function signClaim(identity, u, S, secretBlock, timestamp, engine) {
  const hashes = hashing(engine);
  const key = await deriveKey(hashes, pad(u), pad(S));
  return hashes.hmacSha256(key, concat(utf8(identity.group + identity.id), secretBlock, utf8(timestamp)));
}
async function passwordProof(input) {
  const { identity, ephemeralKey, engine } = input;
  const B = parseHex(input.serverPublicKey, "SRP_B");
  const N = groupPrime();
  if (B % N === 0n)
    throw new SrpError("ERR_POOLPASS_SRP", "SRP_B is a multiple of N: the server does not prove anything");
  const salt = parseHex(input.salt, "SALT", MOST_SALT_DIGITS);
  if (salt === 0n) throw new SrpError("ERR_POOLPASS_SRP", "SALT is zero: the pool salts nothing");
  const secretBlock = base64ToBytes(input.secretBlock, "SECRET_BLOCK");
  const [u, x] = await Promise.all([
    scramblingParameter(ephemeralKey.publicKey, B, engine),
    privateExponent(identity, input.password, salt, engine)
  ]);
  const base = ((B - k * modPow(g, x, engine)) % N + N) % N;
  const S = modPow(base, ephemeralKey.privateKey + u * x, engine);
  return bytesToBase64(await signClaim(identity, u, S, secretBlock, input.timestamp, engine));
}
async function createVerifier(identity, password, options = {}) {
  const salt = bytesToInteger((options.random ?? secureRandomBytes)(16));
  return { salt, verifier: await computeVerifier(identity, password, salt, options) };
}
async function computeVerifier(identity, password, salt, options = {}) {
  const { engine } = options;
  return modPow(g, await privateExponent(identity, password, salt, engine) || 1n, engine);
}
function deviceVerifierConfig(verifier) {
  return { PasswordVerifier: bytesToBase64(pad(verifier.verifier)), Salt: bytesToBase64(pad(verifier.salt)) };
}
function serverEphemeralKey(verifier, options = {}) {
  const privateKey = randomExponent(options.random ?? secureRandomBytes);
  const publicKey = (k * verifier + modPow(g, privateKey, options.engine)) % groupPrime();
  return publicKey === 0n ? serverEphemeralKey(verifier, options) : { privateKey, publicKey };
}
function parseClientPublicKey(text) {
  const A = parseHex(text, "SRP_A");
  if (A % groupPrime() === 0n) throw new SrpError("ERR_POOLPASS_SRP", "SRP_A is a multiple of N");
  return A;
}
async function verifyProof(check) {
  const { clientPublicKey: A, ephemeralKey, engine } = check;
  const N = groupPrime();
  if (A % N === 0n) throw new SrpError("ERR_POOLPASS_SRP", "SRP_A is a multiple of N");
  const u = await scramblingParameter(A, ephemeralKey.publicKey, engine);
  const S = modPow(A * modPow(check.verifier, u, engine) % N, ephemeralKey.privateKey, engine);
  const expected = await signClaim(check.identity, u, S, check.secretBlock, check.timestamp, engine);
  return equalBytes(expected, base64ToBytes(check.signature, "PASSWORD_CLAIM_SIGNATURE"));
}

// packages/poolpass/src/srp/timestamp.ts
function formatTimestamp(epochMs) {
  const [weekday, day, month, year, time] = new Date(epochMs).toUTCString().split(/,? /);
  return `${weekday} ${month} ${Number(day)} ${time} UTC ${Number(year)}`;
}

export {
  utf8,
  bytesToInteger,
  pad,
  bytesToBase64,
  base64ToBytes,
  equalBytes,
  groupPrime,
  g,
  k,
  sha256,
  hmacSha256,
  modPow,
  secureRandomBytes,
  clientEphemeralKey,
  passwordProof,
  createVerifier,
  computeVerifier,
  deviceVerifierConfig,
  serverEphemeralKey,
  parseClientPublicKey,
  verifyProof,
  formatTimestamp
};
