/** How AWS prints a value in the refusal of a constraint. */
import { Binary } from '../values/values.ts'
import type { Shape, StructureShape } from './shape.ts'

/**
 * Java's `toString`: texts as they are, `[a, b]`, `{key=value}`; most structures of the model as their class and a hash.
 * Unverified: how attribute values print, and the hash.
 */
export function printValue(value: unknown, shape?: Shape): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value !== 'object') return String(value)
  if (value instanceof Binary) {
    return `java.nio.HeapByteBuffer[pos=0 lim=${value.length} cap=${value.length}]`
  }
  if (Array.isArray(value)) {
    const member = shape?.type === 'list' ? shape.member : undefined
    return `[${value.map((element) => printValue(element, member)).join(', ')}]`
  }
  if (shape?.type === 'structure') return printStructure(value, shape)
  const entry = shape?.type === 'map' ? shape.value : undefined
  const entries = Object.entries(value).map(
    ([key, content]) => `${key}=${printValue(content, entry)}`,
  )
  return `{${entries.join(', ')}}`
}

// AWS (recorded by peers: moto, dynoxide): elements of a key schema print with their members.
const PRINTED: ReadonlySet<string> = new Set(['KeySchemaElement'])

function printStructure(value: object, { name, members }: StructureShape): string {
  if (!PRINTED.has(name)) return `com.amazonaws.dynamodb.v20120810.${name}@${hashOf(value)}`
  const content = value as Readonly<Record<string, unknown>>
  const shown = members.map(
    (member) =>
      `${member.name[0]!.toLowerCase()}${member.name.slice(1)}=${printValue(content[member.name], member.shape)}`,
  )
  return `${name}(${shown.join(', ')})`
}

/** Stands for Java's hash code: the same for the same content. */
function hashOf(value: object): string {
  const text = JSON.stringify(value)
  let hash = 0
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0
  return (hash >>> 0).toString(16)
}
