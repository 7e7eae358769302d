/** Prints any value as JSON that a reader likes: indented, bounded, with its secrets hidden. */
import type { Mask } from './masking.ts'

/** Bounds of one printed value. */
interface Limits {
  /** The most characters of one text in it. */
  readonly text: number
  /** The most characters of all. */
  readonly total: number
}

const DEFAULT_LIMITS: Limits = { text: 2000, total: 8000 }
const MOST_LEVELS = 12
const MOST_ENTRIES = 200

/** `limits`: default 2000 characters a text, and 8000 in all. */
export function print(value: unknown, mask: Mask, limits: Partial<Limits> = {}): string {
  const bounds = { ...DEFAULT_LIMITS, ...limits }
  const budget = { left: bounds.total }
  const plain = toPlain(value, { mask, bounds, budget, parents: [] })
  const text = typeof plain === 'string' ? plain : (JSON.stringify(plain, null, 2) ?? 'undefined')
  return shortened(mask.text(text), bounds.total * 2)
}

/** Returns the beginning of a long text, and says how much is missing. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text
  // Not between the halves of a surrogate pair.
  const end = /[\ud800-\udbff]/.test(text.charAt(most - 1)) ? most - 1 : most
  return `${text.slice(0, end)} … ${(text.length - end).toLocaleString('en')} more characters`
}

interface Printing {
  readonly mask: Mask
  readonly bounds: Limits
  readonly budget: { left: number }
  readonly parents: readonly object[]
}

function toPlain(value: unknown, printing: Printing): unknown {
  const { mask, budget, bounds } = printing
  if (typeof value === 'string') {
    const text = shortened(value, Math.min(bounds.text, Math.max(budget.left, 40)))
    budget.left -= text.length
    return mask.text(text)
  }
  budget.left -= 4
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'function') return `[function ${value.name || 'without a name'}]`
  if (typeof value === 'symbol') return String(value)
  if (typeof value !== 'object' || value === null) return value
  return toPlainObject(value, printing)
}

function toPlainObject(value: object, printing: Printing): unknown {
  const { parents, budget } = printing
  if (parents.includes(value)) return '[circular]'
  if (parents.length >= MOST_LEVELS || budget.left <= 0) return '…'
  const inside = { ...printing, parents: [...parents, value] }
  if (value instanceof Uint8Array) return bytesText(value)
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? 'an invalid date' : value.toISOString()
  if (value instanceof Error) return toPlain(`${value.name}: ${value.message}`, inside)
  if (value instanceof Map) return toPlainObject(Object.fromEntries(value), printing)
  if (value instanceof Set) return toPlainList([...value], inside)
  if (Array.isArray(value)) return toPlainList(value, inside)
  return toPlainMembers(value, inside)
}

function toPlainList(list: readonly unknown[], printing: Printing): unknown[] {
  const shown: unknown[] = []
  for (const entry of list.slice(0, MOST_ENTRIES)) {
    if (printing.budget.left <= 0) break
    shown.push(toPlain(entry, printing))
  }
  if (shown.length < list.length) shown.push(`… ${list.length - shown.length} more`)
  return shown
}

function toPlainMembers(value: object, printing: Printing): object {
  const entries = Object.entries(value).filter(([, member]) => member !== undefined)
  const shown: (readonly [string, unknown])[] = []
  for (const [name, member] of entries.slice(0, MOST_ENTRIES)) {
    if (printing.budget.left <= 0) break
    printing.budget.left -= name.length + 4
    shown.push([shortened(name, 200), toPlain(printing.mask.member(name, member), printing)])
  }
  if (shown.length < entries.length) shown.push(['…', `${entries.length - shown.length} more`])
  // Not an assignment, because of `__proto__`.
  return Object.fromEntries(shown)
}

const bytesText = (bytes: Uint8Array): string => {
  const size = `${bytes.byteLength} byte${bytes.byteLength === 1 ? '' : 's'}`
  const start = Buffer.from(bytes.subarray(0, 48)).toString('base64')
  return bytes.byteLength === 0
    ? '<no bytes>'
    : `<${size}: ${start}${bytes.byteLength > 48 ? '…' : ''}>`
}

/** Parses a text that is a JSON object or list, so that it is printed as one. */
export function parsedIfJson(text: unknown): unknown {
  if (typeof text !== 'string' || !/^\s*[[{]/.test(text)) return text
  try {
    return JSON.parse(text) as unknown
  } catch {
    // Any other text.
    return text
  }
}

/** The text of a body, or its bytes if it is no text. */
export function bodyValue(bytes: Uint8Array | undefined): unknown {
  if (bytes === undefined || bytes.byteLength === 0) return undefined
  try {
    return parsedIfJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    // Not UTF-8.
    return bytes
  }
}

/** `12:04:05.120` */
export const timeOfDay = (at: number): string => new Date(at).toISOString().slice(11, 23)
