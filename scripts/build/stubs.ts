/**
 * A folder for each entry, with a package.json that leads to its files: `miniregion/jest` is
 * jest/package.json for those that do not know `exports` (Jest 27, `moduleResolution: node`, older
 * bundlers).
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export function writeStubs(entries: readonly string[], root = '.'): void {
  for (const name of entries) {
    if (name === 'index') continue
    const main = `../dist/${name}.cjs`
    const stub = { main, module: `../dist/${name}.mjs`, types: `../dist/${name}.d.cts` }
    mkdirSync(path.join(root, name), { recursive: true })
    writeFileSync(path.join(root, name, 'package.json'), `${JSON.stringify(stub, null, 2)}\n`)
  }
}
