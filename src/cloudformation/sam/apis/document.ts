/** The OpenAPI documents that APIs of SAM become. */
import { isObject } from '../../../core/json.ts'
import { propertiesIn, type Properties, type SamResource } from '../context.ts'
import type { SamEvent } from '../events/event.ts'

/** One API with the events that are its routes. */
export interface ApiSource extends SamResource {
  readonly events: readonly SamEvent[]
}

/** The document that an API's routes are added to: the one that it declares, or an empty one. */
export function documentOf({ properties }: SamResource, empty: Properties): Properties {
  const { DefinitionBody: body } = properties
  return isObject(body) ? { ...empty, ...body } : empty
}

/** The URI of a function's integration. */
export function integrationUri({ target, functionId }: SamEvent): Properties {
  const alias = target.arn['Ref']
  const arn = typeof alias === 'string' ? `\${${alias}}` : `\${${functionId}.Arn}`
  return {
    'Fn::Sub': `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/${arn}/invocations`,
  }
}

/** Adds a method to a document, without replacing one that it has. */
export function addMethod(
  document: Properties,
  path: string,
  method: string,
  operation: Properties,
): Properties {
  const paths = propertiesIn(document['paths'])
  const methods = propertiesIn(paths[path])
  const name =
    method.toLowerCase() === 'any' ? 'x-amazon-apigateway-any-method' : method.toLowerCase()
  const existing = propertiesIn(methods[name])
  return {
    ...document,
    paths: { ...paths, [path]: { ...methods, [name]: { ...operation, ...existing } } },
  }
}

/** Logical ids have letters and digits only. */
export const isPlain = (name: unknown): name is string =>
  typeof name === 'string' && /^[A-Za-z0-9]+$/.test(name)
