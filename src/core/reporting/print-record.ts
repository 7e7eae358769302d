/**
 * How records print in `console.log`. Without this, Node prints computed members as `[Getter]` or not
 * at all, and every cause with its own causes, which fills the screen.
 */
import type { JournalRecord } from '../journal.ts'

export const inspectKey: unique symbol = Symbol.for('nodejs.util.inspect.custom')

type Inspect = (value: unknown, options: object) => string
type Members = Readonly<Record<string, unknown>>

/** Makes the records of a class print what `membersOf` returns, without undefined members. */
export function printsAs<R extends object>(prototype: R, membersOf: (record: R) => Members): void {
  Object.defineProperty(prototype, inspectKey, {
    configurable: true,
    value(this: R, depth: number | null, options: object, inspect: Inspect): string {
      if (depth !== null && depth < 0) return `[${this.constructor.name}]`
      const name = this.constructor === Object ? '' : `${this.constructor.name} `
      return name + inspect(printed(membersOf(this)), { ...options, depth })
    },
  })
}

function printed(members: Members): Members {
  const shown: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(members)) {
    if (value !== undefined) shown[name] = Array.isArray(value) ? value.map(short) : short(value)
  }
  return shown
}

const short = (value: unknown): unknown => (isRecord(value) ? line(lineOf(value)) : value)

const isRecord = (value: unknown): value is JournalRecord =>
  typeof value === 'object' && value !== null && 'kind' in value && 'causedBy' in value

/** A value that prints as a text in brackets. */
export const line = (text: string): object => ({ [inspectKey]: () => `[${text}]` })

/** Bytes as the text that they most likely are. */
export function bytesLine(bytes: Uint8Array | undefined): object | undefined {
  if (bytes === undefined) return undefined
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 200)).toString()
  const rest = bytes.length > 200 ? '...' : ''
  return line(`${bytes.length} bytes: ${JSON.stringify(text)}${rest}`)
}

/** `call PutItem orders`, `invocation of place`, `request GET /orders`. */
function lineOf(record: JournalRecord): string {
  const { kind, label, operation, resource, functionName, method, rawPath, path, route } =
    record as JournalRecord & Readonly<Record<string, unknown>>
  const name =
    label ??
    (operation && [operation, resource].filter(Boolean).join(' ')) ??
    functionName ??
    (method && `${String(method)} ${String(rawPath ?? path)}`) ??
    route ??
    resource
  return name === undefined ? kind : `${kind} ${String(name)}`
}
