/** Finds the operation of a REST request by method, path template and required query members. */
import { httpOf, type OperationSchema } from '../operation-schema.ts'
import type { WireRequest } from '../wire.ts'

interface Route {
  readonly operation: OperationSchema
  readonly method: string
  readonly pattern: RegExp
  readonly labels: readonly string[]
  /** Query members of the template: `/{Bucket}?versioning`, `?list-type=2`. */
  readonly required: readonly (readonly [name: string, value: string])[]
  readonly literals: number
}

export type Labels = Readonly<Record<string, string>>

export interface Routed {
  readonly operation: OperationSchema
  readonly labels: Labels
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Compiles `/{Bucket}/{Key+}` to a pattern. A greedy label matches slashes too. */
function compile(operation: OperationSchema): Route | undefined {
  const http = httpOf(operation)
  if (!http) return undefined
  const [path = '', query] = http[1].split('?')
  const labels: string[] = []
  let literals = 0
  const parts = path.split(/(\{[^}]+\})/).map((part) => {
    const [, label, greedy] = /^\{([^}+]+)(\+)?\}$/.exec(part) ?? []
    if (label === undefined) {
      literals += part.length
      return escape(part)
    }
    labels.push(label)
    return greedy ? '(.+)' : '([^/]+)'
  })
  return {
    operation,
    method: http[0],
    pattern: new RegExp(`^${parts.join('')}/?$`),
    labels,
    required: query === undefined ? [] : [...new URLSearchParams(query)],
    literals,
  }
}

const compiled = new WeakMap<OperationSchema, Route | undefined>()

function routeOf(operation: OperationSchema): Route | undefined {
  if (!compiled.has(operation)) compiled.set(operation, compile(operation))
  return compiled.get(operation)
}

function match(route: Route, path: string): Labels | undefined {
  const found = route.pattern.exec(path)
  if (!found) return undefined
  const labels: Record<string, string> = Object.create(null) as Record<string, string>
  route.labels.forEach((label, index) => {
    labels[label] = decode(found[index + 1] ?? '')
  })
  return labels
}

/** Returns a malformed escape unchanged, so that the operation's own validation names the value. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const hasRequired = (route: Route, query: WireRequest['query']): boolean =>
  route.required.every(
    ([name, value]) => Object.hasOwn(query, name) && (value === '' || query[name] === value),
  )

const routers = new WeakMap<readonly OperationSchema[], readonly Route[]>()

/**
 * Sorts the most specific route first: required query members, then literal characters of the path.
 */
function routesOf(operations: readonly OperationSchema[]): readonly Route[] {
  let routes = routers.get(operations)
  if (!routes) {
    routes = operations
      .map(routeOf)
      .filter((route) => route !== undefined)
      .sort((a, b) => b.required.length - a.required.length || b.literals - a.literals)
    routers.set(operations, routes)
  }
  return routes
}

export function routeRest(
  operations: readonly OperationSchema[],
  { method, path, query }: Pick<WireRequest, 'method' | 'path' | 'query'>,
): Routed | undefined {
  for (const route of routesOf(operations)) {
    if (route.method !== method || !hasRequired(route, query)) continue
    const labels = match(route, path)
    if (labels) return { operation: route.operation, labels }
  }
  return undefined
}

const NONE: Labels = {}

/**
 * Returns the labels of a known operation, also behind a base path:
 * `/prod/@connections/{ConnectionId}` of a WebSocket stage.
 */
export function labelsOf(operation: OperationSchema, path: string): Labels {
  const route = routeOf(operation)
  if (!route || route.labels.length === 0) return NONE
  for (let start = 0; start >= 0; start = path.indexOf('/', start + 1)) {
    const labels = match(route, path.slice(start))
    if (labels) return labels
  }
  return NONE
}
