/** Finds the stubs of the operation that a request calls. Runs only in worlds with stubs. */
import type { StubbedOperation, Stubs } from '../../core/planned/stubs.ts'
import type { Service } from '../../core/world/world.ts'
import { plainRequest } from '../../protocol/content-coding.ts'
import { isServiceOf } from '../../protocol/routing/aws-services.ts'
import {
  httpOf,
  isOperationSchema,
  type OperationSchema,
  type SchemaConfig,
} from '../../protocol/operation-schema.ts'
import { configForRequest } from '../../protocol/protocol-of-request.ts'
import { routeRest } from '../../protocol/routing/routing.ts'
import { bucketOf, S3_NAMESPACE } from '../../protocol/s3/body.ts'
import { signatureOf } from '../../protocol/signature.ts'
import { isForm, toText, type WireRequest } from '../../protocol/wire.ts'
import { hasProtocol, operationOf } from '../answer/schema-of-call.ts'
import type { OperationContext, ClientConfig } from '../answer/operation-context.ts'

/** Stubs of an operation, with the schemas to read and answer a call. */
export interface FoundStubs {
  readonly stubbed: StubbedOperation
  readonly config: ClientConfig & SchemaConfig
  readonly operation: OperationSchema
}

export function findStubbed(
  services: readonly Service[],
  stubs: Stubs,
  captured: OperationContext | undefined,
  request: WireRequest,
): FoundStubs | undefined {
  const operation = captured && operationOf(captured)
  if (!operation || !hasProtocol(captured.config)) return findByRequest(services, stubs, request)
  const stubbed = stubs.find(operation[1], operation[2])
  return stubbed && { stubbed, config: captured.config, operation }
}

/** Finds stubs for a request from a client without schemas, or from no client. */
export function findByRequest(
  services: readonly Service[],
  stubs: Stubs,
  request: WireRequest,
): FoundStubs | undefined {
  const named = nameIn(request)
  for (const stubbed of stubs.operations) {
    const { schema, name, namespace } = stubbed
    if (!isOperationSchema(schema)) continue
    if (named === undefined ? !isRouted(schema, request) : named !== name) continue
    if (!isServiceOf(services, namespace, request, signatureOf(request)?.service)) continue
    return { stubbed, operation: schema, config: configForRequest(schema, request) }
  }
  return undefined
}

/**
 * Returns the operation that a request names. Undefined in REST, where method and path determine
 * it.
 */
function nameIn(request: WireRequest): string | undefined {
  const target = request.headers['x-amz-target']
  if (target !== undefined) return target.slice(target.indexOf('.') + 1)
  if (request.headers['smithy-protocol'] !== undefined) {
    return /\/operation\/(\w+)$/.exec(request.path)?.[1]
  }
  if (!isForm(request)) return undefined
  return new URLSearchParams(toText(plainRequest(request).body)).get('Action') ?? undefined
}

function isRouted(operation: OperationSchema, request: WireRequest): boolean {
  if (!httpOf(operation)) return false
  const path = operation[1] === S3_NAMESPACE ? bucketOf(request).path : request.path
  return routeRest([operation], { ...request, path }) !== undefined
}
