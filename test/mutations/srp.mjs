const srp = file => `packages/poolpass/src/srp/${file}`
const test = file => `packages/poolpass/test/srp/${file}`

/** @type {import('../../scripts/mutations.mjs').Mutation[]} */
export default [
  {
    name: 'SRP: the client checks B, but not B mod N',
    file: srp('proof.ts'),
    find: 'if (B % N === 0n)',
    replace: 'if (B === 0n)',
    test: test('malformed.test.ts'),
    testName: 'B mod N is checked, not only B',
  },
  {
    name: 'SRP: reading SRP_A checks A, but not A mod N',
    file: srp('proof.ts'),
    find: "const A = parseHex(text, 'SRP_A')\n  if (A % groupPrime() === 0n)",
    replace: "const A = parseHex(text, 'SRP_A')\n  if (A === 0n)",
    test: test('malformed.test.ts'),
    testName: 'A mod N is checked, not only A',
  },
  {
    name: 'SRP: the server checks A, but not A mod N',
    file: srp('proof.ts'),
    find: 'const N = groupPrime()\n  if (A % N === 0n)',
    replace: 'const N = groupPrime()\n  if (A === 0n)',
    test: test('malformed.test.ts'),
    testName: 'A mod N is checked, not only A',
  },
  {
    name: 'SRP: the client goes on with u = 0',
    file: srp('proof.ts'),
    find: 'if (u === 0n)',
    replace: 'if (u < 0n)',
    test: test('malformed.test.ts'),
    testName: 'u = 0 > the client gives no proof',
  },
  {
    name: 'SRP: the server goes on with u = 0',
    file: srp('proof.ts'),
    find: 'if (u === 0n)',
    replace: 'if (u < 0n)',
    test: test('malformed.test.ts'),
    testName: 'u = 0 > the server checks none',
  },
  {
    name: 'SRP: padding without the 00 byte',
    file: srp('bytes.ts'),
    find: 'hex = `00${hex}`',
    replace: 'hex = `${hex}`',
    test: test('vectors.test.ts'),
    testName: 'user vectors',
  },
  {
    name: 'SRP: no 00 byte before the digit 8',
    file: srp('bytes.ts'),
    find: '>= 0x38',
    replace: '> 0x38',
    test: test('bytes.test.ts'),
    testName: 'pad: the fewest two’s-complement bytes',
  },
  {
    name: 'SRP: a device proves itself by the pool’s name',
    file: 'packages/poolpass/src/sign-in/device-steps.ts',
    find: 'group: deviceGroupKey, id: deviceKey',
    replace: 'group: flow.client.poolName, id: deviceKey',
    test: 'packages/poolpass/test/session/devices-with-pool.test.ts',
    testName: 'a pool that remembers devices, with no client secret > takes a device from one process to another',
  },
  {
    name: 'SRP: a device is confirmed with the verifier of another key',
    file: 'packages/poolpass/src/sign-in/confirm-device.ts',
    find: 'group: deviceGroupKey, id: deviceKey',
    replace: 'group: deviceKey, id: deviceGroupKey',
    test: 'packages/poolpass/test/session/devices.test.ts',
    testName:
      'a device that the pool hands out > R17 is confirmed with a verifier of a password that stays here, and named in renewals',
  },
]
