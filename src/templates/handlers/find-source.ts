/**
 * The source file of a handler. Templates name the file that is deployed; a test wants the one that
 * it was built from.
 */
import { existsSync } from 'node:fs'
import { basename, dirname, extname, isAbsolute, join, resolve } from 'node:path'

export interface CodeLocation {
  /** The folder or file of the code: CodeUri, or an asset. */
  readonly code: string
  /** `src/place.handler`: the module before the last dot, its export after it. */
  readonly handler: string
  /** The source files of a bundler. */
  readonly entryPoints: readonly string[]
  /** The folder that relative paths begin at. */
  readonly folder: string
}

const EXTENSIONS = ['.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs', '.jsx']

/** Folders of built code, which stand for the folder of their sources. */
const BUILT = /^(?:dist|build|out|lib|\.build|\.aws-sam|\.esbuild|\.webpack)$/

export interface FoundSource {
  readonly file: string | undefined
  /** Every file that was looked for, in order. */
  readonly tried: readonly string[]
}

export function findSource(location: CodeLocation): FoundSource {
  const tried: string[] = []
  for (const stem of stemsOf(location)) {
    for (const file of filesOf(stem)) {
      if (tried.includes(file)) continue
      tried.push(file)
      if (existsSync(file)) return { file, tried }
    }
  }
  return { file: undefined, tried }
}

const moduleOf = (handler: string): string => handler.slice(0, handler.lastIndexOf('.'))

/** Paths without their extensions, the likeliest first. */
function* stemsOf({ code, handler, entryPoints, folder }: CodeLocation): Iterable<string> {
  const base = isAbsolute(code) ? code : resolve(folder, code)
  const module = moduleOf(handler)
  // A bundler's entry point of the module's name, or its only one.
  const named = entryPoints.filter((entry) => stemOf(entry) === stemOf(module))
  for (const entry of named.length > 0 ? named : entryPoints)
    yield* [base, folder].map((from) => resolve(from, withoutExtension(entry)))
  yield join(base, module)
  yield join(folder, module)
  yield* sourcesOf(join(base, module), folder)
  yield* sourcesOf(join(folder, module), folder)
}

const stemOf = (path: string): string => basename(withoutExtension(path))

function withoutExtension(path: string): string {
  const extension = extname(path)
  return EXTENSIONS.includes(extension) ? path.slice(0, -extension.length) : path
}

function* filesOf(stem: string): Iterable<string> {
  for (const extension of EXTENSIONS) yield stem + extension
  for (const extension of EXTENSIONS) yield join(stem, `index${extension}`)
}

/** `dist/place` was built from `src/place` or `place`. */
function* sourcesOf(stem: string, folder: string): Iterable<string> {
  const parts = stem.slice(folder.length).split(/[\\/]/)
  const at = parts.findIndex((part) => BUILT.test(part))
  if (at < 0) return
  const before = parts.slice(0, at)
  const after = parts.slice(at + 1)
  yield join(folder, ...before, 'src', ...after)
  yield join(folder, ...before, ...after)
  yield join(folder, ...before, 'src', basename(stem))
  yield join(dirname(folder), ...before, 'src', ...after)
}
