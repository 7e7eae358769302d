/** The source file that a bundle was made from, as esbuild notes it in what it writes. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'

const EXTENSIONS = ['.js', '.mjs', '.cjs']

/**
 * Returns the entry point of the bundle in a folder: NodejsFunction's `entry`. Undefined for code that
 * is no bundle, or whose sources are not here.
 */
export function entryOf(folder: string, handler: string, app: string): string | undefined {
  const module = handler.slice(0, handler.lastIndexOf('.'))
  const file = EXTENSIONS.map((extension) => join(folder, module + extension)).find(existsSync)
  if (file === undefined) return undefined
  const sources = sourcesIn(file).filter((source) => !source.includes('node_modules/'))
  // A bundler writes modules after those that they import.
  return findFile(sources.at(-1), dirname(file), app)
}

/** The sources in the order of the bundle: from its source map, or from its comments. */
function sourcesIn(file: string): readonly string[] {
  if (existsSync(`${file}.map`)) {
    const { sources }: { readonly sources?: unknown } = JSON.parse(
      readFileSync(`${file}.map`, 'utf8'),
    ) as { sources?: unknown }
    if (Array.isArray(sources)) return sources.map(String)
  }
  const comments = readFileSync(file, 'utf8').matchAll(/^\/\/ (\S+\.[cm]?[jt]sx?)$/gm)
  return Array.from(comments, ([, source = '']) => source)
}

/** A source map counts from its own folder; esbuild's comments count from the app's or a folder above. */
function findFile(source: string | undefined, own: string, app: string): string | undefined {
  if (source === undefined) return undefined
  if (isAbsolute(source)) return existsSync(source) ? source : undefined
  const plain = source.replace(/^(?:\.\.?\/)+/, '')
  const candidates = [resolve(own, source), join(app, plain), join(dirname(app), plain)]
  return candidates.find(existsSync)
}
