import { join } from 'node:path'
import { type BuildOptions, build } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { root } from './run-node.js'

/** The SRP functions as a bundler for that platform takes them from the built package. */
async function bundled(
  platform: 'browser' | 'node',
  options: Pick<BuildOptions, 'target' | 'supported'> = {},
): Promise<{ text: string; srp: typeof import('poolpass/srp') }> {
  const { outputFiles } = await build({
    stdin: { contents: `export * from './packages/poolpass/dist/srp.js'`, resolveDir: root },
    bundle: true,
    write: false,
    format: 'esm',
    platform,
    outfile: join(root, 'unused.js'),
    ...options,
  })
  const text = outputFiles.map(file => file.text).join('')
  return { text, srp: await import(`data:text/javascript,${encodeURIComponent(text)}`) }
}

// 2^3072 mod N, by one subtraction.
const power = (N: bigint) => (1n << 3072n) - N

describe('a bundle of poolpass/srp', () => {
  // As Babel does it for old browsers, which knows no difference: of two BigInts Math.pow makes a TypeError.
  test('computes also where what transpiles it turns `**` into Math.pow', async () => {
    const { srp } = await bundled('browser', { target: 'es2015', supported: { bigint: true } })
    expect(srp.modPow(2n, 3072n)).toBe(power(srp.N))
  })

  test('for browsers leaves out what only Node has, and works without', async () => {
    const { text, srp } = await bundled('browser')
    expect(text).not.toMatch(/getBuiltinModule|createPublicKey|createHmac/)
    expect(srp.modPow(2n, 3072n)).toBe(power(srp.N))
    expect(() => srp.modPow(2n, 3072n, 'native')).toThrow(TypeError)
    const empty = Buffer.from(await srp.sha256(new Uint8Array())).toString('hex')
    expect(empty).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  })

  test('for Node has both engines', async () => {
    const { srp } = await bundled('node')
    expect(srp.modPow(2n, 3072n, 'native')).toBe(power(srp.N))
    expect(srp.modPow(2n, 3072n, 'bigint')).toBe(power(srp.N))
  })
})
