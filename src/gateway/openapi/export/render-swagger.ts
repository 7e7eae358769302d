/** Exported APIs as documents of Swagger 2.0. */
// AWS: api-as-s3-proxy-export-swagger-with-extensions.html. Recorded: GATEWAY.md 11.7.
import type { JsonObject } from '../json.ts'
import type { ExportedApi, ExportedOperation, ExportedResponse } from './exported-api.ts'
import { toPlainSchema } from './model-schemas.ts'

const PLACE = '#/definitions/'

export function renderSwagger(api: ExportedApi): JsonObject {
  const { title, description, version, host, stage, securitySchemes, models } = api
  const schemes = [...securitySchemes].map(([name, { name: header, in: place, extensions }]) => [
    name,
    { type: 'apiKey', name: header, in: place, ...extensions },
  ])
  const definitions = [...models].map(([name, schema]) => [name, toPlainSchema(schema, PLACE)])
  return {
    swagger: '2.0',
    info: { ...(description !== undefined && { description }), version, title },
    host,
    basePath: `/${stage}`,
    schemes: ['https'],
    paths: toPaths(api),
    ...(schemes.length > 0 && { securityDefinitions: Object.fromEntries(schemes) as JsonObject }),
    ...(definitions.length > 0 && { definitions: Object.fromEntries(definitions) as JsonObject }),
    ...api.extensions,
  }
}

function toPaths({ operations }: ExportedApi): JsonObject {
  const paths = new Map<string, Record<string, unknown>>()
  for (const operation of operations) {
    const item = paths.get(operation.path) ?? {}
    paths.set(operation.path, item)
    const { method } = operation
    item[method === 'ANY' ? 'x-amazon-apigateway-any-method' : method.toLowerCase()] =
      toOperation(operation)
  }
  return Object.fromEntries(paths)
}

function toOperation(operation: ExportedOperation): JsonObject {
  const { operationId, bodies, security, extensions, responses } = operation
  const produces = [...new Set([...responses.values()].flatMap((one) => [...one.bodies.keys()]))]
  const parameters = [
    ...operation.parameters.map(({ name, in: place, required }) => ({
      ...{ name, in: place, required, type: 'string' },
    })),
    ...[...new Set(bodies.values())].map((model) => ({
      ...{ in: 'body', name: model, required: true, schema: { $ref: `${PLACE}${model}` } },
    })),
  ]
  return {
    ...(operationId !== undefined && { operationId }),
    ...(bodies.size > 0 && { consumes: [...bodies.keys()] }),
    ...(produces.length > 0 && { produces }),
    ...(parameters.length > 0 && { parameters }),
    responses: Object.fromEntries(
      [...responses].map(([status, response]) => [status, toResponse(status, response)]),
    ),
    ...(security.size > 0 && {
      security: [...security].map(([name, scopes]) => ({ [name]: scopes })),
    }),
    ...extensions,
  }
}

/** Swagger has one schema for all content types of a response. */
function toResponse(status: string, { headers, bodies }: ExportedResponse): JsonObject {
  const [model] = bodies.values()
  return {
    description: `${status} response`,
    ...(model !== undefined && { schema: { $ref: `${PLACE}${model}` } }),
    ...(headers.length > 0 && {
      headers: Object.fromEntries(headers.map((name) => [name, { type: 'string' }])),
    }),
  }
}
