/**
 * Reads the JSON of SearchVectors as its own endpoint does, which is stricter than DynamoDB's: null
 * and wrong types are refused with the place in the text, in the order of the text. AWS, as
 * observed in 2026 for null and for a missing TableName.
 * Unverified: the words for other types and members, and that elements of lists and maps are read
 * as by DynamoDB's other operations.
 */
import { ServiceError } from '../../core/errors.ts'
import { toText } from '../../protocol/wire.ts'

/** The type of each member in the words of the endpoint. */
const MEMBERS: Readonly<Record<string, readonly [expected: string, json: string]>> = {
  TableName: ['a string', 'string'],
  IndexName: ['a string', 'string'],
  SearchVector: ['a sequence', 'sequence'],
  TopK: ['i32', 'integer'],
  ReturnConsumedCapacity: ['a string', 'string'],
  ExpressionAttributeNames: ['a map', 'map'],
  ExpressionAttributeValues: ['a map', 'map'],
  ProjectionExpression: ['a string', 'string'],
  SearchConditionExpression: ['a string', 'string'],
}
const REQUIRED = ['TableName', 'IndexName', 'SearchVector', 'TopK']

/** Throws for a member of a wrong type and for a missing one. `raw`: the text of the request. */
export function checkWireTypes(body: object, raw: unknown): void {
  for (const [name, value] of Object.entries(body)) {
    const [expected, json] = MEMBERS[name] ?? []
    if (expected === undefined || typeOfJson(value) === json) continue
    throw at(
      `invalid type: ${printed(value)}, expected ${expected}`,
      endOf(textOf(raw, body), name),
    )
  }
  const missing = REQUIRED.find((name) => !Object.hasOwn(body, name))
  if (missing === undefined) return
  throw at(`missing field \`${missing}\``, textOf(raw, body).trimEnd())
}

/** Without the text of the request its JSON as the SDK writes it. */
const textOf = (raw: unknown, body: object): string =>
  raw === undefined ? JSON.stringify(body) : toText(raw)

function typeOfJson(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'sequence'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'floating point'
  return typeof value === 'object' ? 'map' : typeof value
}

function printed(value: unknown): string {
  const type = typeOfJson(value)
  if (type === 'string') return `string ${JSON.stringify(value)}`
  return value !== null && typeof value !== 'object' ? `${type} \`${String(value)}\`` : type
}

/** An error at the end of `before`, the part of the text that has been read. */
function at(message: string, before: string): ServiceError {
  const lines = before.split('\n')
  const column = Buffer.byteLength(lines.at(-1) ?? '')
  return new ServiceError(
    'SerializationException',
    `${message} at line ${lines.length} column ${column}`,
  )
}

/** The text up to the end of a member's value, or to the begin of a list or an object. */
function endOf(text: string, member: string): string {
  let depth = 0
  let key: string | undefined
  for (const token of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g)) {
    const [word] = token
    const isValue = depth === 1 && key === member && word !== ':'
    if (isValue) return text.slice(0, token.index + (/^[{[]/.test(word) ? 0 : word.length))
    if (word === '{' || word === '[') depth++
    else if (word === '}' || word === ']') depth--
    else if (depth === 1 && word === ',') key = undefined
    else if (depth === 1 && key === undefined) key = JSON.parse(word) as string
  }
  return text
}
