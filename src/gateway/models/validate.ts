/**
 * Validates a value against a compiled schema, and lists AWS's messages.
 *
 * A verdict is kept for each schema and object of the value, so that schemas which refer to each
 * other in circles cost no more than the size of schemas and value together.
 */
import type { Run, SchemaNode } from './schema-node.ts'

/** Deeper values are refused like malformed JSON. */
// Unverified: AWS's own limit
const MAX_DEPTH = 1000

/** The value is nested too deeply. */
export class TooDeep extends Error {}

/** The messages for a value that the schema refuses. Empty for a valid one. */
export const validate = (node: SchemaNode, value: unknown): readonly string[] =>
  new Validation().messages(node, value)

class Validation implements Run {
  readonly #verdicts = new Map<SchemaNode, Map<object, boolean>>()
  #depth = 0

  isValid(given: SchemaNode, value: unknown): boolean {
    const node = targetOf(given)
    if (typeof value !== 'object' || value === null) return this.#judge(node, value)
    let known = this.#verdicts.get(node)
    if (!known) this.#verdicts.set(node, (known = new Map()))
    const before = known.get(value)
    if (before !== undefined) return before
    if (++this.#depth > MAX_DEPTH) throw new TooDeep()
    const verdict = this.#judge(node, value)
    this.#depth--
    known.set(value, verdict)
    return verdict
  }

  /**
   * A value that breaks a rule of its own is not examined further, and nothing below a sibling is
   * after the first message.
   */
  // AWS runs https://github.com/java-json-tools/json-schema-validator without "deep check"
  messages(given: SchemaNode, value: unknown): readonly string[] {
    const found: string[] = []
    this.#collect(given, value, found)
    return found
  }

  #collect(given: SchemaNode, value: unknown, found: string[]): void {
    if (this.isValid(given, value)) return
    const node = targetOf(given)
    for (const rule of node.rules) found.push(...rule(value, this))
    if (found.length > 0 || typeof value !== 'object' || value === null) return
    for (const [child, nodes] of node.children(value))
      for (const one of nodes) this.#collect(one, child, found)
  }

  #judge(node: SchemaNode, value: unknown): boolean {
    for (const rule of node.rules) if (rule(value, this).length > 0) return false
    if (typeof value !== 'object' || value === null) return true
    for (const [child, nodes] of node.children(value))
      for (const one of nodes) if (!this.isValid(one, child)) return false
    return true
  }
}

function targetOf(node: SchemaNode): SchemaNode {
  let target = node
  while (target.target) target = target.target
  return target
}
