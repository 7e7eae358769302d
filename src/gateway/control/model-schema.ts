/** Checks the schemas of models that the control plane receives. */
import { ModelError } from '../models/model-error.ts'
import { ModelSet } from '../models/model-set.ts'
import { badRequest } from './errors.ts'

/**
 * Throws AWS's error for a schema that it does not accept. `all`: the schemas of the API by name,
 * with the one to check, since schemas refer to each other.
 */
// Recorded: GATEWAY.md 4.8. Unverified: the wording for text that is not JSON.
export function checkModelSchema(
  apiId: string,
  schema: string | undefined,
  all: ReadonlyMap<string, string | undefined>,
): void {
  if (!schema) throw badRequest('Model schema must have at least 1 property or array items defined')
  try {
    const schemas = Array.from(all, ([name, text]) => [name, parsed(text)] as const)
    new ModelSet(apiId, Object.fromEntries(schemas))
  } catch (error) {
    if (error instanceof SyntaxError) throw badRequest('Invalid model schema specified')
    throw error instanceof ModelError ? badRequest(error.message) : error
  }
}

const parsed = (schema = '{}'): unknown => JSON.parse(schema)
