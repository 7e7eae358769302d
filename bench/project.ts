/**
 * Creates a folder with this package installed like in a user's project. It is below the
 * repository, so it finds the repository's other packages.
 */
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT: string = fileURLToPath(new URL('..', import.meta.url))

/**
 * Another build to compare with: the folder of a built copy of this repository, `BASELINE=../before
 * npm run bench`. Its dependencies must resolve to packages of the same versions.
 */
export const BASELINE: string | undefined = process.env.BASELINE

/**
 * Creates the folder anew with `files` in it, and returns its path. Copies the package, because
 * tools treat linked packages outside node_modules differently.
 */
export function makeProject(
  name: string,
  files: Readonly<Record<string, string>> = {},
  packageFrom = ROOT,
): string {
  const folder = join(ROOT, '.cache', name)
  rmSync(folder, { recursive: true, force: true })
  const installed = join(folder, 'node_modules/miniregion')
  mkdirSync(installed, { recursive: true })
  cpSync(join(packageFrom, 'dist'), join(installed, 'dist'), { recursive: true })
  cpSync(join(packageFrom, 'package.json'), join(installed, 'package.json'))
  for (const [path, text] of Object.entries({ 'package.json': '{ "type": "module" }', ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

/** Returns a program of the packages that test/interop installs, if it is installed. */
export function interopBinary(path: string): string | undefined {
  const found = join(ROOT, 'test/interop/node_modules', path)
  return existsSync(found) ? found : undefined
}
