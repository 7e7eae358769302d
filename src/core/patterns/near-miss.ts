/** Says in words why an event does not match a pattern. */
import { isObject } from '../json.ts'
import { compilePattern } from './pattern.ts'

/**
 * Says why an event does not match a pattern: `source: "shop" is none of ["crm"]`. Expects a pattern
 * that `compilePattern` accepts.
 */
export function whyNoMatch(pattern: unknown, event: unknown, suggest: Suggest): string {
  const miss = isObject(pattern) ? missIn(pattern, { event, suggest }, []) : undefined
  return miss ?? 'no single element of an array meets all conditions'
}

/** Words a slip: "Did you mean 'detail-type'?". */
type Suggest = (key: string, known: readonly string[]) => string | undefined

interface Look {
  readonly event: unknown
  readonly suggest: Suggest
}

type Shape = Readonly<Record<string, unknown>>

function missIn(pattern: Shape, look: Look, path: readonly string[]): string | undefined {
  const { event } = look
  for (const [key, condition] of Object.entries(pattern)) {
    const here = [...path, key]
    // The condition alone, at its place.
    const alone = here.reduceRight<unknown>((inner, segment) => ({ [segment]: inner }), condition)
    if (compilePattern(alone).matches(event)) continue
    if (key === '$or' && isObject(event)) return `${here.join('.')}: no alternative matches`
    if (isObject(condition)) return missIn(condition, look, here) ?? nested(here)
    return `${here.join('.')}: ${reason(valueAt(event, here), condition)}${slip(look, here)}`
  }
  return undefined
}

const nested = (path: readonly string[]): string =>
  `${path.join('.')}: no single element of the array meets all conditions`

function reason(value: unknown, condition: unknown): string {
  const wanted = JSON.stringify(condition)
  if (value === undefined) return `the event has none. Wanted ${wanted}`
  return `${shown(value)} is none of ${wanted}`
}

const LONGEST = 80

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text
}

/** Follows the path as a pattern does: through elements of arrays, and keys with dots. */
function valueAt(event: unknown, path: readonly string[]): unknown {
  let at = event
  for (const segment of path.flatMap((key) => key.split('.'))) {
    const objects = [at].flat().filter(isObject)
    const found = objects.flatMap((object) =>
      Object.hasOwn(object, segment) ? [object[segment]] : [],
    )
    at = found.length > 1 ? found : found[0]
  }
  return at
}

/** `detailType` in a pattern, where events have `detail-type`. */
function slip({ event, suggest }: Look, path: readonly string[]): string {
  const key = path.at(-1) ?? ''
  const parent = path.length > 1 ? valueAt(event, path.slice(0, -1)) : event
  if (!isObject(parent) || Object.hasOwn(parent, key)) return ''
  const suggestion = suggest(key, Object.keys(parent))
  return suggestion === undefined ? '' : `. ${suggestion}`
}
