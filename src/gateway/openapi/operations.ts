/** The operations of a document, in one form for all versions of OpenAPI. */
import { isObject } from '../../core/json.ts'
import { entriesOf, listOf, memberOf, objectOf, textOf, type JsonObject } from './json.ts'
import { findReference, type OpenApiDocument } from './read-document.ts'
import type { Warnings } from './warnings.ts'

export interface ImportedOperation {
  /** `GET`, or `ANY`. */
  readonly method: string
  /** As in the document, without the base path. */
  readonly path: string
  /** The place in the document. */
  readonly where: string
  readonly operationId: string | undefined
  readonly parameters: readonly ImportedParameter[]
  /** The schema of the body by content type. */
  readonly bodies: ReadonlyMap<string, unknown>
  /** By status code. */
  readonly responses: ReadonlyMap<string, ImportedResponse>
  /** Undefined: the document's. */
  readonly security: unknown
  /** The operation itself, for its extensions. */
  readonly node: JsonObject
}

export interface ImportedParameter {
  readonly location: 'header' | 'path' | 'querystring'
  readonly name: string
  readonly required: boolean
}

export interface ImportedResponse {
  readonly headers: readonly string[]
  /** The schema by content type. */
  readonly bodies: ReadonlyMap<string, unknown>
}

const METHODS: Readonly<Record<string, string>> = {
  get: 'GET',
  put: 'PUT',
  post: 'POST',
  delete: 'DELETE',
  options: 'OPTIONS',
  head: 'HEAD',
  patch: 'PATCH',
  'x-amazon-apigateway-any-method': 'ANY',
}

/** Members of path items that are no operations. */
const OTHERS = new Set(['parameters', 'summary', 'description', '$ref'])

/** Reads the operations of all paths. */
export class OperationReader {
  readonly #document: OpenApiDocument
  readonly #warnings: Warnings

  constructor(document: OpenApiDocument, warnings: Warnings) {
    this.#document = document
    this.#warnings = warnings
  }

  read(): readonly ImportedOperation[] {
    return entriesOf(memberOf(this.#document.root, 'paths')).flatMap(([path, item]) =>
      path.startsWith('x-') ? [] : this.#readPath(path, this.resolve(item, `paths.${path}`)),
    )
  }

  /** Follows a reference, and references that it leads to. */
  resolve(node: unknown, where: string): JsonObject {
    let at = node
    for (const seen = new Set<string>(); isObject(at);) {
      const reference = textOf(memberOf(at, '$ref'))
      if (reference === undefined) return at
      const found = seen.has(reference) ? undefined : findReference(this.#document, reference)
      if (found === undefined) {
        this.#warnings.add(where, `The reference ${reference} leads nowhere in this document.`)
        return {}
      }
      seen.add(reference)
      at = found
    }
    return {}
  }

  #readPath(path: string, item: JsonObject): ImportedOperation[] {
    const shared = listOf(memberOf(item, 'parameters'))
    return entriesOf(item).flatMap(([name, node]) => {
      const where = `paths.${path}.${name}`
      const method = METHODS[name.toLowerCase()]
      if (method !== undefined && isObject(node))
        return [this.#readOperation({ method, path, where, node, shared })]
      if (!OTHERS.has(name) && !name.startsWith('x-'))
        this.#warnings.add(where, `A path has no ${name} on API Gateway.`)
      return []
    })
  }

  #readOperation(given: {
    readonly method: string
    readonly path: string
    readonly where: string
    readonly node: JsonObject
    readonly shared: readonly unknown[]
  }): ImportedOperation {
    const { method, path, where, node, shared } = given
    for (const name of ['callbacks', 'servers'])
      if (name in node) this.#warnings.add(`${where}.${name}`, `${name} are left out.`)
    const declared = [...shared, ...listOf(memberOf(node, 'parameters'))].map((one, index) =>
      this.resolve(one, `${where}.parameters[${index}]`),
    )
    return {
      ...{ method, path, where, node },
      operationId: textOf(memberOf(node, 'operationId')),
      parameters: this.#parameters(declared, where),
      bodies: this.#bodies(node, declared, where),
      responses: this.#responses(node, where),
      security: memberOf(node, 'security'),
    }
  }

  /** A parameter of the operation replaces that of the path. */
  #parameters(declared: readonly JsonObject[], where: string): ImportedParameter[] {
    const byKey = new Map<string, ImportedParameter>()
    for (const parameter of declared) {
      const name = textOf(memberOf(parameter, 'name')) ?? ''
      const from = textOf(memberOf(parameter, 'in')) ?? ''
      const location = LOCATIONS[from]
      if (location !== undefined) {
        const required = memberOf(parameter, 'required') === true
        byKey.set(`${location} ${name}`, { location, name, required })
      } else if (from !== 'body')
        this.#warnings.add(
          `${where}.parameters.${name}`,
          `API Gateway has no parameters in ${from || 'no place'}.`,
        )
    }
    return [...byKey.values()]
  }

  #bodies(
    node: JsonObject,
    declared: readonly JsonObject[],
    where: string,
  ): ReadonlyMap<string, unknown> {
    const body = declared.find((one) => memberOf(one, 'in') === 'body')
    if (body) {
      const types = this.#types(node, 'consumes')
      return new Map(types.map((type) => [type, memberOf(body, 'schema')]))
    }
    return this.#content(this.resolve(memberOf(node, 'requestBody'), `${where}.requestBody`))
  }

  #responses(node: JsonObject, where: string): ReadonlyMap<string, ImportedResponse> {
    const responses = new Map<string, ImportedResponse>()
    for (const [status, given] of entriesOf(memberOf(node, 'responses'))) {
      const at = `${where}.responses.${status}`
      if (!/^[1-5]\d\d$/.test(status)) {
        const isPlain = status === 'default' && isDescription(this.resolve(given, at))
        if (!status.startsWith('x-') && !isPlain)
          this.#warnings.add(at, 'API Gateway has responses by status code only.')
        continue
      }
      const response = this.resolve(given, at)
      const schema = memberOf(response, 'schema')
      responses.set(status, {
        headers: Object.keys(objectOf(memberOf(response, 'headers'))),
        bodies: isObject(schema)
          ? new Map(this.#types(node, 'produces').map((type) => [type, schema]))
          : this.#content(response),
      })
    }
    return responses
  }

  #content(node: JsonObject): ReadonlyMap<string, unknown> {
    return new Map(
      entriesOf(memberOf(node, 'content')).flatMap(([type, media]) => {
        const schema = memberOf(objectOf(media), 'schema')
        return isObject(schema) ? [[type, schema] as const] : []
      }),
    )
  }

  /** Swagger 2.0: the content types of the operation, or of the document. */
  #types(node: JsonObject, member: 'consumes' | 'produces'): readonly string[] {
    const types = memberOf(node, member) ?? memberOf(this.#document.root, member)
    const texts = listOf(types).filter((type) => typeof type === 'string')
    return texts.length > 0 ? texts : ['application/json']
  }
}

/** A response that only says that there is one. */
const isDescription = (response: JsonObject): boolean =>
  Object.keys(response).every((name) => name === 'description' || name.startsWith('x-'))

const LOCATIONS: Readonly<Record<string, ImportedParameter['location']>> = {
  header: 'header',
  path: 'path',
  query: 'querystring',
}
