/** Exported APIs as documents of OpenAPI 3.0. */
import type { JsonObject } from '../json.ts'
import type { ExportedApi, ExportedOperation, ExportedScheme } from './exported-api.ts'
import { toOpenApiSchemas, toPlainSchema } from './model-schemas.ts'

/**
 * `aws`: as AWS exports an API. `valid`: as the specification of OpenAPI requires it, for tools that
 * read documents.
 */
export type DocumentForm = 'aws' | 'valid'

const PLACE = '#/components/schemas/'

export function renderOpenApi(api: ExportedApi, form: DocumentForm): JsonObject {
  const { title, description, version } = api
  const schemas = [...api.models].flatMap(([name, schema]): [string, JsonObject][] =>
    form === 'aws' ? [[name, toPlainSchema(schema, PLACE)]] : toOpenApiSchemas(name, schema),
  )
  const schemes = [...api.securitySchemes].map(
    ([name, one]) => [name, toScheme(one, form)] as const,
  )
  return {
    openapi: '3.0.1',
    info: { title, ...(description !== undefined && { description }), version },
    servers: [toServer(api)],
    paths: toPaths(api, form),
    components: {
      ...(schemas.length > 0 && { schemas: Object.fromEntries(schemas) }),
      ...(schemes.length > 0 && { securitySchemes: Object.fromEntries(schemes) }),
    },
    ...api.extensions,
  }
}

// AWS: api-as-s3-proxy-export-swagger-with-extensions.html (OpenAPI 3.0)
const toServer = ({ host, stage }: ExportedApi): JsonObject => ({
  url: `https://${host}/{basePath}`,
  variables: { basePath: { default: stage === '$default' ? '' : stage } },
})

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch']
const ANY = 'x-amazon-apigateway-any-method'

function toPaths({ operations, kind }: ExportedApi, form: DocumentForm): JsonObject {
  const paths = new Map<string, Record<string, unknown>>()
  const named = new Set<string>()
  for (const operation of operations) {
    const item = paths.get(operation.path) ?? {}
    paths.set(operation.path, item)
    const { operationId } = operation
    const isNew = operationId !== undefined && !named.has(operationId)
    if (isNew) named.add(operationId)
    // Operation ids of a valid document are unique.
    const given = form === 'valid' && !isNew ? { ...operation, operationId: undefined } : operation
    for (const method of methodsOf(given, form))
      item[method] ??= toOperation(given, method, form, kind)
  }
  if (kind === 'http' && form === 'aws')
    for (const [path, item] of paths) Object.assign(item, generatedParameters(path))
  return Object.fromEntries(paths)
}

const variablesOf = (path: string): string[] =>
  Array.from(path.matchAll(/\{([^}]+)\}/g), ([, name = '']) => name)

// Seen: exported documents of HTTP APIs in public repositories.
function generatedParameters(path: string): JsonObject {
  const parameters = variablesOf(path).map((name) => ({
    name,
    in: 'path',
    description: `Generated path parameter for ${name}`,
    required: true,
    schema: { type: 'string' },
  }))
  return parameters.length > 0 ? { parameters } : {}
}

/**
 * Tools know no method ANY: a valid document has each method that no other route has, unless it has
 * extensions.
 */
function methodsOf(
  { method, extensions }: ExportedOperation,
  form: DocumentForm,
): readonly string[] {
  if (method !== 'ANY') return [method.toLowerCase()]
  const isExtended = 'x-amazon-apigateway-integration' in extensions
  return form === 'aws' || isExtended || extensions['isDefaultRoute'] ? [ANY] : METHODS
}

function toOperation(
  operation: ExportedOperation,
  method: string,
  form: DocumentForm,
  kind: ExportedApi['kind'],
): JsonObject {
  const { operationId, bodies, security, extensions } = operation
  const parameters = toParameters(operation, form)
  // The specification gives bodies no meaning in these methods.
  const hasBody = bodies.size > 0 && (form === 'aws' || !['get', 'head'].includes(method))
  return {
    ...(operationId !== undefined && { operationId: uniqueId(operation, method) }),
    ...(parameters.length > 0 && { parameters }),
    ...(hasBody && { requestBody: { content: toContent(bodies), required: true } }),
    responses: toResponses(operation, form, kind),
    ...(security.size > 0 && { security: toSecurity(security, form) }),
    ...extensions,
  }
}

/** The methods that stand for ANY have an id each. */
const uniqueId = ({ operationId, method }: ExportedOperation, of: string): string =>
  method === 'ANY' && of !== ANY ? `${operationId ?? ''}-${of}` : (operationId ?? '')

function toParameters(operation: ExportedOperation, form: DocumentForm): JsonObject[] {
  const declared = operation.parameters.map(({ name, in: place, required }) => ({
    ...{ name, in: place, ...(required && { required }), schema: { type: 'string' } },
  }))
  if (form === 'aws') return declared
  // Every variable is a parameter, with the name that it has in the path: `proxy+`.
  const variables = variablesOf(operation.path).map((name) => ({
    ...{ name, in: 'path', required: true, schema: { type: 'string' } },
  }))
  return [...variables, ...declared.filter((one) => one.in !== 'path')]
}

const toContent = (bodies: ReadonlyMap<string, string>): JsonObject =>
  Object.fromEntries(
    [...bodies].map(([type, model]) => [type, { schema: { $ref: `${PLACE}${model}` } }]),
  )

function toResponses(
  { responses, method, path }: ExportedOperation,
  form: DocumentForm,
  kind: ExportedApi['kind'],
): JsonObject {
  const named = [...responses].map(([status, { headers, bodies }]) => [
    status,
    {
      description: `${status} response`,
      ...(headers.length > 0 && {
        headers: Object.fromEntries(headers.map((name) => [name, { schema: { type: 'string' } }])),
      }),
      ...((form === 'aws' || bodies.size > 0) && { content: toContent(bodies) }),
    },
  ])
  if (named.length > 0 || (form === 'aws' && kind === 'rest'))
    return Object.fromEntries(named) as JsonObject
  // A valid operation has a response. Seen: exported documents of HTTP APIs in public repositories.
  return { default: { description: `Default response for ${method} ${path}` } }
}

function toSecurity(security: ExportedOperation['security'], form: DocumentForm): JsonObject[] {
  const entries = [...security]
  // AWS lists the schemes; a valid document has those that are all needed in one object.
  return form === 'aws'
    ? entries.map(([name, scopes]) => ({ [name]: scopes }))
    : [Object.fromEntries(entries)]
}

function toScheme(
  { in: place, name, issuer, extensions }: ExportedScheme,
  form: DocumentForm,
): JsonObject {
  if (issuer !== undefined && form === 'valid')
    return {
      type: 'openIdConnect',
      openIdConnectUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
      ...extensions,
    }
  // Seen: exported documents in public repositories.
  return { type: 'apiKey', name, in: place, ...extensions }
}
