/** Reads the text of a template, JSON or YAML. */
import { setOwn } from '../../core/set-own.ts'
import { TemplateError, type Path } from '../errors.ts'
import * as limits from '../limits.ts'
import { rooms } from '../rooms.ts'

/** A line and a column, both from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

export interface TemplateDocument {
  /** Plain values. Short forms such as `!Ref` have become `{ Ref: ... }`. */
  readonly value: unknown
  /** The position of a value, or of the nearest value around it. */
  locate(path: Path): Position | undefined
}

/**
 * Parses a template.
 *
 * @throws TemplateError for text that is neither JSON nor YAML
 */
export function parseTemplate(text: string): TemplateDocument {
  if (Buffer.byteLength(text) > limits.TEMPLATE_BYTES) {
    // Seen: CreateStack with TemplateURL
    throw new TemplateError(`Template may not exceed ${limits.TEMPLATE_BYTES} bytes in size.`, [])
  }
  const asYaml = (): TemplateDocument => rooms.yaml().parseYaml(text)
  if (!/^\s*\{/.test(text)) return asYaml()
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return asFlow(asYaml)
  }
  // The YAML parser is slower, but knows positions: it reads the text again for an error.
  return { value: copy(value, 0), locate: (path) => asYaml().locate(path) }
}

/** YAML has a flow style that begins with a brace as well. What is neither counts as JSON. */
function asFlow(asYaml: () => TemplateDocument): TemplateDocument {
  try {
    return asYaml()
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    throw new TemplateError(error.message.replace('YAML not', 'JSON not'), error.path, error.hint)
  }
}

/** Makes a template that is given as an object independent of the caller's. */
export function fromObject(given: unknown): TemplateDocument {
  return { value: copy(given, 0), locate: () => undefined }
}

function copy(value: unknown, depth: number): unknown {
  if (depth > limits.DEPTH) {
    throw new TemplateError('Template format error: The template is nested too deeply.', [])
  }
  if (Array.isArray(value)) return value.map((entry) => copy(entry, depth + 1))
  if (typeof value !== 'object' || value === null) return value
  const made: Record<string, unknown> = {}
  for (const [key, entry] of Object.entries(value)) {
    if (entry !== undefined) setOwn(made, key, copy(entry, depth + 1))
  }
  return made
}
