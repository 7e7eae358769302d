/** Reads OpenAPI documents: objects, and text in JSON or YAML. */
import { isObject } from '../../core/json.ts'
import { isTooDeep } from '../json/too-deep.ts'
import { rooms } from '../rooms.ts'
import { memberOf, objectOf, textOf, type JsonObject } from './json.ts'

export interface OpenApiDocument {
  readonly version: '2.0' | '3.0' | '3.1'
  readonly root: JsonObject
}

/** A document that is not OpenAPI. */
export class InvalidDocument extends Error {}

/** The deepest nesting that a document may have. */
const MOST_DEPTH = 200

/** @throws InvalidDocument for text that is neither JSON nor YAML, and for other documents */
export function readDocument(given: string | object): OpenApiDocument {
  const root = typeof given === 'string' ? parse(given) : given
  if (!isObject(root)) throw new InvalidDocument('The document is not an object.')
  if (isTooDeep(root, MOST_DEPTH)) throw new InvalidDocument('The document is nested too deeply.')
  const swagger = memberOf(root, 'swagger')
  const openapi = textOf(memberOf(root, 'openapi'))
  // YAML reads `swagger: 2.0` as a number.
  if (String(swagger) === '2.0' || swagger === 2) return checked({ version: '2.0', root })
  if (openapi?.startsWith('3.0')) return checked({ version: '3.0', root })
  if (openapi?.startsWith('3.1')) return checked({ version: '3.1', root })
  throw new InvalidDocument("The document has neither swagger: '2.0' nor openapi: '3.0' or '3.1'.")
}

function checked(document: OpenApiDocument): OpenApiDocument {
  const { root } = document
  if (!isObject(memberOf(root, 'info'))) throw new InvalidDocument('The document has no info.')
  const paths = memberOf(root, 'paths')
  if (paths !== undefined && paths !== null && !isObject(paths))
    throw new InvalidDocument('The paths of the document are not an object.')
  return document
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    // YAML, of which JSON is a part.
  }
  try {
    return rooms.yaml().parse(text, { maxAliasCount: 100 }) as unknown
  } catch (error) {
    throw new InvalidDocument(`The document is neither JSON nor YAML: ${(error as Error).message}`)
  }
}

/** What `$ref: '#/components/parameters/Page'` refers to. Undefined if there is nothing. */
export function findReference({ root }: OpenApiDocument, reference: string): unknown {
  if (!reference.startsWith('#/')) return undefined
  let at: unknown = root
  for (const step of reference.slice(2).split('/')) {
    let name: string
    try {
      name = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')
    } catch {
      // A malformed escape refers to nothing.
      return undefined
    }
    at = memberOf(objectOf(at), name)
  }
  return at
}
