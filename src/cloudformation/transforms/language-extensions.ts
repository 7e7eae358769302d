/**
 * `Fn::ForEach` of the transform AWS::LanguageExtensions.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-foreach.html
 */
import { isObject } from '../../core/json.ts'
import { setOwn } from '../../core/set-own.ts'
import { TemplateError, type Path } from '../errors.ts'

type Document = Record<string, unknown>

const PREFIX = 'Fn::ForEach::'

interface Surroundings {
  readonly parameters: Readonly<Record<string, unknown>>
  readonly document: Document
}

/** Replaces every loop by what it repeats. */
export function expandLoops(
  document: Document,
  given: Readonly<Record<string, unknown>>,
): Document {
  const surroundings = { document, parameters: { ...defaultsIn(document), ...given } }
  return expand(document, surroundings, []) as Document
}

function defaultsIn({ Parameters: declared }: Document): Record<string, unknown> {
  const defaults: Record<string, unknown> = {}
  for (const [name, declaration] of Object.entries(isObject(declared) ? declared : {}))
    if (isObject(declaration)) setOwn(defaults, name, declaration['Default'])
  return defaults
}

function expand(value: unknown, surroundings: Surroundings, path: Path): unknown {
  if (Array.isArray(value))
    return value.map((entry, index) => expand(entry, surroundings, [...path, index]))
  if (!isObject(value)) return value
  const made: Document = {}
  for (const [key, entry] of Object.entries(value)) {
    const inside: Path = [...path, key]
    if (!key.startsWith(PREFIX)) setOwn(made, key, expand(entry, surroundings, inside))
    else
      for (const [name, repeated] of repeat(key, entry, surroundings, inside))
        setOwn(made, name, repeated)
  }
  return made
}

// AWS: intrinsic-function-reference-foreach.html: [identifier, collection, { OutputKey: OutputValue }]
function* repeat(
  key: string,
  value: unknown,
  surroundings: Surroundings,
  path: Path,
): Iterable<readonly [string, unknown]> {
  const [identifier, collection, body] = Array.isArray(value) ? (value as unknown[]) : []
  if (typeof identifier !== 'string' || !isObject(body)) {
    // Unverified: the text
    throw new TemplateError(
      `Template error: ${key} requires an identifier, a collection and an output map`,
      path,
    )
  }
  for (const item of itemsOf(collection, surroundings, path)) {
    const filled = fill(body, identifier, item)
    const expanded = expand(filled, surroundings, path)
    yield* Object.entries(expanded as Document)
  }
}

function itemsOf(collection: unknown, { parameters }: Surroundings, path: Path): readonly string[] {
  const given: unknown =
    isObject(collection) && typeof collection['Ref'] === 'string'
      ? parameters[collection['Ref']]
      : collection
  const list: unknown = typeof given === 'string' ? given.split(',') : given
  if (!Array.isArray(list)) {
    // Unverified: the text
    throw new TemplateError('Template error: Fn::ForEach requires a list as its collection', path)
  }
  return list.flatMap((entry) =>
    isObject(entry) && typeof entry['Ref'] === 'string'
      ? String(parameters[entry['Ref']] ?? '').split(',')
      : [String(entry).trim()],
  )
}

/** Puts an item in place of the identifier: `${Name}`, `&{Name}` (letters and digits), `Ref`. */
function fill(value: unknown, identifier: string, item: string): unknown {
  if (typeof value === 'string') {
    return value
      .replaceAll(`\${${identifier}}`, item)
      .replaceAll(`&{${identifier}}`, item.replace(/[^A-Za-z0-9]/g, ''))
  }
  if (Array.isArray(value)) return value.map((entry) => fill(entry, identifier, item))
  if (!isObject(value)) return value
  if (value['Ref'] === identifier && Object.keys(value).length === 1) return item
  const made: Document = {}
  for (const [key, entry] of Object.entries(value))
    setOwn(made, fill(key, identifier, item) as string, fill(entry, identifier, item))
  return made
}
