/** Finds the schemas that `$ref` names. */
import { isObject } from '../../core/json.ts'

/** A schema with the model that contains it. */
export interface FoundSchema {
  readonly schema: unknown
  readonly root: unknown
}

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html
// 'https://apigateway.amazonaws.com/restapis/a1b2c3/models/Order'
const CANONICAL =
  /^https:\/\/apigateway\.amazonaws\.com\/restapis\/([^/]+)\/models\/([^/#]+)(#.*)?$/

// OpenAPI documents name other models so, and ImportRestApi rewrites it: '#/components/schemas/Order'
const IMPORTED = /^#\/(?:definitions|components\/schemas)\/([^/]+)$/

/**
 * The schema that a reference names: a place in the same model, or another model of the API.
 * `'form'`: it is not one of AWS's forms. Undefined: nothing is there.
 */
export function findSchema(
  reference: string,
  root: unknown,
  apiId: string,
  models: ReadonlyMap<string, unknown>,
): FoundSchema | 'form' | undefined {
  if (reference.startsWith('#')) {
    const schema = atPointer(root, reference)
    if (schema !== undefined) return { schema, root }
    const [, name = ''] = IMPORTED.exec(reference) ?? []
    return ofModel(models.get(name))
  }
  const [, id, name = '', pointer = '#'] = CANONICAL.exec(reference) ?? []
  if (id === undefined) return 'form'
  const model = id === apiId ? models.get(name) : undefined
  const schema = model === undefined ? undefined : atPointer(model, pointer)
  return schema === undefined ? undefined : { schema, root: model }
}

const ofModel = (model: unknown): FoundSchema | undefined =>
  model === undefined ? undefined : { schema: model, root: model }

/** The value at `#/definitions/a~1b`. Undefined if nothing is there. */
// https://www.rfc-editor.org/rfc/rfc6901#section-6
function atPointer(root: unknown, pointer: string): unknown {
  let value = root
  for (const token of decode(pointer.slice(1)).split('/').slice(1)) {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~')
    const isContainer = isObject(value) || Array.isArray(value)
    if (!isContainer || !Object.hasOwn(value as object, name)) return undefined
    value = Reflect.get(value as object, name)
  }
  return value
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // a malformed escape names nothing
  }
}
