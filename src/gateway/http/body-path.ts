/** The paths of `$request.body.name`: a part of JSONPath, without descent and filters. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
import { ALL, type BodyStep } from '../api/integrations/parameter-mappings.ts'

const STEP = /\.([^.[\]]+)|\[(\d+)\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]|(\.\*|\[\*\])/y

/** The steps of `.a[0]['b']`. Undefined for a path that HTTP APIs do not accept. */
export function parseBodyPath(path: string): readonly BodyStep[] | undefined {
  const steps: BodyStep[] = []
  const step = new RegExp(STEP)
  while (step.lastIndex < path.length) {
    const found = step.exec(path)
    if (!found) return undefined
    const [, name, index, single, double, all] = found
    if (all !== undefined || name === '*') steps.push(ALL)
    else if (index !== undefined) steps.push(Number(index))
    else steps.push((name ?? single ?? double ?? '').replace(/\\(.)/g, '$1'))
  }
  return steps
}

/** AWS: http-api-develop-integrations-aws-services.html: a longer body is cut before the search. */
const MOST_BYTES = 100 * 1024

/** The value at a path in a JSON text, as text. Undefined where there is none. */
export function readBodyPath(body: string, steps: readonly BodyStep[]): string | undefined {
  let document: unknown
  try {
    document = JSON.parse(
      body.length <= MOST_BYTES / 3 ? body : Buffer.from(body).subarray(0, MOST_BYTES).toString(),
    )
  } catch {
    // Not JSON, or cut: no path leads to a value.
    return undefined
  }
  const found = steps.reduce<readonly unknown[]>(
    (values, step) => values.flatMap((value) => follow(value, step)),
    [document],
  )
  return toText(steps.includes(ALL) ? found : found[0])
}

function follow(value: unknown, step: BodyStep): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return []
  if (step === ALL) return Object.values(value)
  if (typeof step === 'number' && !Array.isArray(value)) return []
  return Object.hasOwn(value, step) ? [Reflect.get(value, step)] : []
}

// Unverified: values other than strings are JSON, and null counts as absent
function toText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  return typeof value === 'string' ? value : JSON.stringify(value)
}
