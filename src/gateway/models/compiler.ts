/** Compiles schemas, and refuses those that AWS refuses. */
import { findFlaws, INVALID } from './check-schema.ts'
import { toChildren } from './children.ts'
import type { JsonObject } from './json-types.ts'
import { toRules } from './keywords.ts'
import { ModelError } from './model-error.ts'
import type { FoundSchema } from './references.ts'
import type { SchemaNode } from './schema-node.ts'

type Resolve = (reference: string, root: unknown) => FoundSchema | 'form' | undefined

export class Compiler {
  /** By schema. Nothing is kept of a schema that is refused. */
  readonly nodes: Map<object, SchemaNode>
  readonly #resolve: Resolve

  constructor(nodes: ReadonlyMap<object, SchemaNode>, resolve: Resolve) {
    this.nodes = new Map(nodes)
    this.#resolve = resolve
  }

  /** @throws ModelError */
  compile(schema: unknown, path: readonly string[]): SchemaNode {
    const node = this.#toNode(schema, schema, path)
    for (const one of this.nodes.values()) {
      if (isCircular(one)) throw new ModelError([{ error: INVALID, path }])
    }
    return node
  }

  #toNode(schema: unknown, root: unknown, path: readonly string[]): SchemaNode {
    const known = this.nodes.get(schema as object)
    if (known) return known
    const flaws = findFlaws(schema)
    if (flaws.length > 0)
      throw new ModelError(flaws.map((flaw) => ({ ...flaw, path: [...path, ...flaw.path] })))
    return this.#addNode(schema as JsonObject, root, path)
  }

  #addNode(schema: JsonObject, root: unknown, path: readonly string[]): SchemaNode {
    const node: SchemaNode = { target: undefined, rules: [], children: () => [], within: [] }
    this.nodes.set(schema, node)
    const { $ref: reference } = schema
    if (typeof reference === 'string') {
      node.target = this.#targetOf(reference, root, path)
      return node
    }
    const toNode = (part: unknown): SchemaNode => this.#toNode(part, root, path)
    node.rules = toRules(schema, (part) => {
      const inner = toNode(part)
      node.within.push(inner)
      return inner
    })
    node.children = toChildren(schema, toNode)
    return node
  }

  #targetOf(reference: string, root: unknown, path: readonly string[]): SchemaNode {
    const found = this.#resolve(reference, root)
    const place = [...path, `$ref '${reference}'`]
    // Seen on AWS: https://github.com/Dropsource/serverless-todo-api-example-complete/issues/3
    if (found === 'form') {
      const error = 'Model reference must be in canonical form'
      throw new ModelError([INVALID, error].map((text) => ({ error: text, path: place })))
    }
    // Unverified: AWS's words for a reference to nothing
    if (!found) throw new ModelError([{ error: INVALID, path: place }])
    return this.#toNode(found.schema, found.root, place)
  }
}

/**
 * Whether judging a value needs the verdict of the same schema on the same value: references that
 * lead back to their start, and combinations that contain themselves.
 */
function isCircular(node: SchemaNode): boolean {
  const seen = new Set<SchemaNode>()
  const next = [...node.within, node.target]
  for (let one = next.pop(); next.length > 0 || one; one = next.pop()) {
    if (!one || seen.has(one)) continue
    if (one === node) return true
    seen.add(one)
    next.push(...one.within, one.target)
  }
  return false
}
