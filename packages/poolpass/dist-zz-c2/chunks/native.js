// packages/poolpass/src/srp/node-crypto.ts
function nodeCrypto() {
  const { process } = globalThis;
  return process?.getBuiltinModule?.("node:crypto");
}

// packages/poolpass/src/srp/hash-native.ts
var KNOWN_ANSWER = "b613679a0814d9ec";
var found;
function findHashing() {
  try {
    const node2 = nodeCrypto();
    if (!node2?.createHmac("sha256", "").update("").digest("hex").startsWith(KNOWN_ANSWER)) return null;
    return {
      sha256: (data) => new Uint8Array(node2.createHash("sha256").update(data).digest()),
      hmacSha256: (key, data) => new Uint8Array(node2.createHmac("sha256", key).update(data).digest())
    };
  } catch {
    return null;
  }
}
function nativeHashing() {
  if (found === void 0) found = findHashing();
  return found;
}

// packages/poolpass/src/srp/mod-pow-native.ts
var node;
function base64url(value) {
  const digits = value.toString(16);
  const pairs = digits.padStart(digits.length + digits.length % 2, "0").match(/../g);
  const binary = String.fromCharCode(...pairs.map((pair) => Number.parseInt(pair, 16)));
  return btoa(binary).replace(/=+$/, "").replaceAll("+", "-").replaceAll("/", "_");
}
var modulus;
function rawRsa(crypto, base, exponent, N) {
  modulus ??= base64url(N);
  const key = crypto.createPublicKey({ key: { kty: "RSA", n: modulus, e: base64url(exponent) }, format: "jwk" });
  const options = { key, padding: crypto.constants.RSA_NO_PADDING, encoding: "hex" };
  return BigInt(`0x${crypto.publicEncrypt(options, base.toString(16).padStart(768, "0")).toString("hex")}`);
}
var KNOWN_EXPONENT = (1n << 512n) + 0x1234567n;
var KNOWN_ANSWER2 = 0x17511210c81f9cc6687f32b47dccf783n;
function findNodeCrypto(N) {
  try {
    const crypto = nodeCrypto();
    const passes = crypto && (rawRsa(crypto, 3n, KNOWN_EXPONENT, N) & (1n << 128n) - 1n) === KNOWN_ANSWER2;
    return passes ? crypto : null;
  } catch {
    return null;
  }
}
function nativeModPow(base, exponent, N) {
  if (node === void 0) node = findNodeCrypto(N);
  if (node === null) return void 0;
  try {
    return rawRsa(node, base, exponent, N);
  } catch {
    node = null;
    return void 0;
  }
}

export {
  nativeHashing,
  nativeModPow
};
