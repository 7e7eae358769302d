/** Reads a template from a file, or takes it as an object. */
import { readFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nameOf } from '../core/checks.ts'
import { MisuseError } from '../core/errors.ts'
import { fromObject, parseTemplate, type TemplateDocument } from '../cloudformation/index.ts'
import { explained } from './explain.ts'

/** A file's path (from the working directory) or URL, or the template as an object. */
export type TemplateSource = string | URL | object

export interface SourceTemplate {
  readonly document: TemplateDocument
  /** The text, or the object that was given. */
  readonly source: unknown
  /** For messages: the path as given. */
  readonly shown: string
  /** The folder that paths in the template begin at. */
  readonly folder: string
}

export const isUrl = (value: unknown): value is URL =>
  Object.prototype.toString.call(value) === '[object URL]'

/** Once per file and content: forks and further definitions share the result. */
const parsed = new Map<string, { readonly text: string; readonly document: TemplateDocument }>()

export function readTemplate(source: TemplateSource, caller: string): SourceTemplate {
  if (typeof source === 'string' || isUrl(source)) {
    const file = isUrl(source) ? fileURLToPath(source) : resolve(source)
    return readFile(file, relative(process.cwd(), file), caller)
  }
  if (typeof source === 'object' && source !== null) {
    return {
      document: fromObject(source),
      source,
      shown: 'the template',
      folder: process.cwd(),
    }
  }
  throw new MisuseError(
    `${caller} received ${nameOf(source)}.`,
    "the template's path or URL, or the template as an object",
  )
}

export function readFile(file: string, shown: string, caller: string): SourceTemplate {
  const text = readText(file, shown, caller)
  const known = parsed.get(file)
  if (known?.text === text) {
    return { document: known.document, source: text, shown, folder: dirname(file) }
  }
  const document = explained(shown, undefined, () => parseTemplate(text))
  parsed.set(file, { text, document })
  return { document, source: text, shown, folder: dirname(file) }
}

export function readText(file: string, shown: string, caller: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new MisuseError(
      `${caller} could not read '${shown}': ${(error as Error).message}.`,
      `a file; relative paths begin at ${process.cwd()}`,
    )
  }
}

/** The content of a JSON file. */
export function readJson(file: string, caller: string): unknown {
  try {
    return JSON.parse(readText(file, file, caller))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new MisuseError(`${caller} could not read '${file}': ${error.message}.`, 'JSON')
  }
}
