/**
 * Route selection expressions: which value of a message is the key of its route.
 * AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes.html#apigateway-websocket-api-route-selection-expressions
 */
import { MisuseError, UnsupportedError } from '../../../core/errors.ts'
import type { World } from '../../../core/world/world.ts'

/** A value inside the message: member names and positions in lists. */
export type Path = readonly (string | number)[]

export interface SelectionExpression {
  readonly text: string
  /** Static text and values of the message, in turn. */
  readonly parts: readonly (string | Path)[]
}

const FORM =
  "'$request.body.action', or several values: '${request.body.service}/${request.body.action}'"

// A variable with or without braces, or an escaped dollar sign.
const VARIABLE = /\\\$|\$\{([^}]*)\}|\$([A-Za-z]+(?:\.[\w-]+|\[[^\]]*\])*)/g

/** @throws MisuseError for an expression that AWS would refuse, UnsupportedError for other JSONPath */
export function parseSelectionExpression(
  world: World,
  text: unknown,
  caller: string,
  option = 'routeSelectionExpression',
): SelectionExpression {
  if (typeof text !== 'string' || text === '')
    throw new MisuseError(`${caller} received the ${option} ${String(text)}.`, FORM)
  return { text, parts: toParts(text, (name) => toPath(world, text, name, caller, option)) }
}

/** Static text and what stands for each variable, in turn. */
export function toParts<Part>(
  text: string,
  toPart: (variable: string) => Part,
): readonly (string | Part)[] {
  const parts: (string | Part)[] = []
  let end = 0
  for (const match of text.matchAll(VARIABLE)) {
    if (match.index > end) parts.push(text.slice(end, match.index))
    const variable = match[1] ?? match[2]
    // '\$default' is the static text '$default'.
    parts.push(variable === undefined ? '$' : toPart(variable))
    end = match.index + match[0].length
  }
  if (end < text.length) parts.push(text.slice(end))
  return parts
}

function toPath(
  world: World,
  text: string,
  variable: string,
  caller: string,
  option: string,
): Path {
  const rest = variable.startsWith('request.body') ? variable.slice('request.body'.length) : ''
  if (rest === '' || !/^[.[]/.test(rest)) {
    throw new MisuseError(
      `${caller} received the ${option} '${text}' with the variable '${variable}'.`,
      FORM,
    )
  }
  const path = parsePath(rest)
  if (path) return path
  throw world.refuse(
    new UnsupportedError({
      service: 'API Gateway',
      operation: 'WebSocket API',
      parameter: `${option} with the JSONPath ${rest}`,
    }),
  )
}

// '.name', "['name']", '["name"]', '[0]'
const STEP = /\.([\w-]+)|\['([^']*)'\]|\["([^"]*)"\]|\[(\d+)\]/y

/** Returns undefined for JSONPath with wildcards, filters, slices or descent. */
export function parsePath(text: string): Path | undefined {
  const path: (string | number)[] = []
  STEP.lastIndex = 0
  while (STEP.lastIndex < text.length) {
    const match = STEP.exec(text)
    if (!match) return undefined
    const [, name, single, double, index] = match
    path.push(index === undefined ? (name ?? single ?? double ?? '') : Number(index))
  }
  return path
}

/** Evaluates an expression for a message. Undefined for a message that is not a JSON object. */
export function evaluateSelection(
  { parts }: SelectionExpression,
  message: string,
): string | undefined {
  if (parts.every((part) => typeof part === 'string')) return parts.join('')
  const body = parseObject(message)
  if (body === undefined) return undefined
  return parts
    .map((part) => (typeof part === 'string' ? part : toText(valueAt(body, part))))
    .join('')
}

/** AWS: websocket-api-develop-routes.html: messages that are not JSON go to `$default`. */
export function parseObject(message: string): object | undefined {
  // The common case of text that cannot be an object needs no exception.
  if (!/^\s*[{[]/.test(message)) return undefined
  try {
    return JSON.parse(message) as object
  } catch {
    // Not JSON.
    return undefined
  }
}

export function valueAt(body: object, path: Path): unknown {
  let value: unknown = body
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    if (typeof step === 'number' && !Array.isArray(value)) return undefined
    value = Reflect.get(value, step)
  }
  return value
}

/** No route key is that deep, and a hostile message may be. */
const MOST_LEVELS = 20

// AWS: the page above: a path that is not found is '', and a list is '[item1, item2]'.
// Unverified: null is '', and an object is printed as Java prints a map.
export function toText(value: unknown, level = 0): string {
  if (value === undefined || value === null || level > MOST_LEVELS) return ''
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return `[${value.map((item) => toText(item, level + 1)).join(', ')}]`
  const members = Object.entries(value).map(
    ([name, member]) => `${name}=${toText(member, level + 1)}`,
  )
  return `{${members.join(', ')}}`
}
