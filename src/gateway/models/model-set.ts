/** The models of one API: compiled once, with their references to each other. */
import type { ApiModels, BodyModel } from '../api/definition.ts'
import { Compiler } from './compiler.ts'
import type { JsonObject } from './json-types.ts'
import { findSchema } from './references.ts'
import type { SchemaNode } from './schema-node.ts'
import { TooDeep, validate } from './validate.ts'

// Seen in AWS's execution logs, for a body that is not JSON
const MALFORMED = ['Unknown error parsing request body']

// Recorded: every new API has the models Empty and Error
const DRAFT_4 = 'http://json-schema.org/draft-04/schema#'
const DEFAULT_MODELS: Readonly<Record<string, JsonObject>> = {
  Empty: { $schema: DRAFT_4, title: 'Empty Schema', type: 'object' },
  Error: {
    $schema: DRAFT_4,
    title: 'Error Schema',
    type: 'object',
    properties: { message: { type: 'string' } },
  },
}

export class ModelSet implements ApiModels {
  readonly #apiId: string
  readonly #schemas: ReadonlyMap<string, unknown>
  #nodes: ReadonlyMap<object, SchemaNode> = new Map()

  /** @throws ModelError for a schema that AWS refuses */
  constructor(apiId: string, schemas: Readonly<Record<string, unknown>>) {
    this.#apiId = apiId
    this.#schemas = new Map(Object.entries({ ...DEFAULT_MODELS, ...schemas }))
    for (const [name, schema] of this.#schemas) this.inline(schema, [name])
  }

  get names(): readonly string[] {
    return [...this.#schemas.keys()]
  }

  /** The model of that name. Undefined for an unknown one. */
  named(name: string): BodyModel | undefined {
    return this.#schemas.has(name) ? this.inline(this.#schemas.get(name), [name]) : undefined
  }

  /** @throws ModelError for a schema that AWS refuses */
  inline(schema: unknown, path: readonly string[]): BodyModel {
    const compiler = new Compiler(this.#nodes, (reference, root) =>
      findSchema(reference, root, this.#apiId, this.#schemas),
    )
    const node = compiler.compile(schema, path)
    this.#nodes = compiler.nodes
    return { validate: (text) => validateText(node, text) }
  }
}

// Recorded: rest-valid-002
function validateText(node: SchemaNode, text: string): readonly string[] {
  let value: unknown
  try {
    value = JSON.parse(text === '' ? '{}' : text)
  } catch {
    return MALFORMED // the body is not JSON
  }
  try {
    return validate(node, value)
  } catch (error) {
    if (error instanceof TooDeep) return MALFORMED
    throw error
  }
}
