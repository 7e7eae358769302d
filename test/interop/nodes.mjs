import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * The Node that runs this script, then those that npm installs, if they exist for this machine:
 * [major, path].
 */
export function nodes() {
  const own = process.versions.node.split('.')[0]
  const found = [[own, process.execPath]]
  for (const major of ['22', '24']) {
    const path = `node_modules/node-${major}-${process.platform}-${process.arch}/bin/node`
    const binary = fileURLToPath(new URL(path, import.meta.url))
    if (major === own) continue
    if (existsSync(binary)) found.push([major, binary])
    else console.log(`Node ${major} is left out: npm has none for this machine.`)
  }
  return found
}
