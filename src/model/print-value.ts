/**
 * Prints a value like AWS in the refusal of a constraint, which is the format of Java's `toString`.
 */
import type { Shape, StructureShape } from './shape.ts'

/** Prints a structure like its service. The members of its shape are in the order of the model. */
export type PrintStructure = (
  value: Readonly<Record<string, unknown>>,
  shape: StructureShape,
) => string

/**
 * Returns a member's name in paths and printed structures. AWS lowers only the first letter:
 * `kMSKeyArn`, `sAMLOptions`.
 */
export const memberName = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)

/**
 * Prints strings unchanged, lists as `[a, b]`, maps as `{key=value}`, and structures like the
 * service.
 */
export function printValue(
  value: unknown,
  shape: Shape | undefined,
  structure: PrintStructure,
): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'number') return printNumber(value, shape)
  if (typeof value !== 'object') return String(value)
  if (value instanceof Uint8Array) {
    return `java.nio.HeapByteBuffer[pos=0 lim=${value.length} cap=${value.length}]`
  }
  if (value instanceof Date) return printDate(value)
  if (Array.isArray(value)) {
    const member = shape?.type === 'list' ? shape.member : undefined
    return `[${value.map((element) => printValue(element, member, structure)).join(', ')}]`
  }
  const content = value as Readonly<Record<string, unknown>>
  if (shape?.type === 'structure') return structure(content, shape)
  const entry = shape?.type === 'map' ? shape.value : undefined
  const entries = Object.entries(content).map(
    ([key, one]) => `${key}=${printValue(one, entry, structure)}`,
  )
  return `{${entries.join(', ')}}`
}

const printNumber = (value: number, shape: Shape | undefined): string => {
  const java = shape?.type === 'number' ? shape.java : undefined
  const fraction = (java === 'Double' || java === 'Float') && Number.isInteger(value)
  return fraction ? `${value}.0` : String(value)
}

// Unverified: Java's Date.toString, `Wed Nov 30 17:31:00 UTC 2026`.
function printDate(date: Date): string {
  const [day = '', dayOfMonth, month, year, time] = date.toUTCString().split(' ')
  return `${day.replace(',', '')} ${month} ${dayOfMonth} ${time} UTC ${year}`
}

/**
 * Prints `MetricTransformation(metricName=metric1, unit=null)`: every member, in the model's order.
 *
 * Recorded: test_put_metric_filter_too_many_transformations (CloudWatch Logs),
 * test_put_events_exceed_limit_ten_entries (EventBridge).
 */
export const printWithMembers: PrintStructure = (value, { name, members }) => {
  const shown = members.map((member) => {
    const content = value[member.name]
    // Unverified: the text in place of a sensitive member; AWS's SDK for Java prints it.
    const hidden = member.shape.sensitive && content !== undefined
    const printed = hidden
      ? '*** Sensitive Data Redacted ***'
      : printValue(content, member.shape, printWithMembers)
    return `${memberName(member.name)}=${printed}`
  })
  return `${name}(${shown.join(', ')})`
}

/**
 * Prints `com.amazonaws.dynamodb.v20120810.WriteRequest@1b2c3d4`: the class and a hash. Only the
 * structures in `withMembers` show their members.
 * Recorded by peers on DynamoDB (moto, dynoxide), which shows KeySchemaElement.
 * Unverified: the hash.
 */
export function printAsObject(javaPackage: string, withMembers: readonly string[]): PrintStructure {
  const print: PrintStructure = (value, shape) => {
    if (!withMembers.includes(shape.name)) return `${javaPackage}.${shape.name}@${hashOf(value)}`
    const shown = shape.members.map(
      ({ name, shape: own }) => `${memberName(name)}=${printValue(value[name], own, print)}`,
    )
    return `${shape.name}(${shown.join(', ')})`
  }
  return print
}

/** Replaces Java's hash code. Equal content has equal hashes. */
function hashOf(value: object): string {
  const text = JSON.stringify(value)
  let hash = 0
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0
  return (hash >>> 0).toString(16)
}
