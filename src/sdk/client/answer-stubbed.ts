/** Answers calls with a test's stubs, in any protocol of the client. */
import { isImmutableBytes } from '../../core/collections/immutable-bytes.ts'
import { hasOpenStatus, retryableOf } from '../../core/planned/aws-error.ts'
import {
  didYouMean,
  isServiceError,
  isUnsupportedError,
  MisuseError,
  ServiceError,
  UnsupportedError,
} from '../../core/errors.ts'
import type { CallRecord } from '../../core/journal.ts'
import type { MaybePromise } from '../../core/maybe-promise.ts'
import type { StubbedCall, StubbedOperation } from '../../core/planned/stubs.ts'
import type { Call, World } from '../../core/world/world.ts'
import {
  sendsEvents,
  type OperationSchema,
  type SchemaConfig,
} from '../../protocol/operation-schema.ts'
import { readRequest, type Input } from '../../protocol/read-request.ts'
import { nextRequestId } from '../../protocol/s3/answers.ts'
import {
  isStream,
  readStream,
  toBytes,
  type WireRequest,
  type WireResponse,
} from '../../protocol/wire.ts'
import { errorModelOf, writeError } from '../../protocol/write-error.ts'
import { writeResponse, type Output } from '../../protocol/write-response.ts'
import { dynamoRequestId, type Origin } from '../answer/answer-json.ts'
import type { ClientConfig, OperationContext } from '../answer/operation-context.ts'
import { findStubbed } from './find-stubbed.ts'
import { noteRetryable } from './retry.ts'

export { findByRequest } from './find-stubbed.ts'

/** A call of an operation with stubs. */
export interface StubbedRequest {
  readonly stubbed: StubbedOperation
  readonly config: ClientConfig & SchemaConfig
  readonly operation: OperationSchema
  readonly request: WireRequest
  readonly origin: Origin
}

/**
 * Answers a client's call in a world with stubs. `otherwise`: answers an operation without stubs,
 * or a call that no stub matches.
 */
export function answerWithStubs(
  world: World,
  captured: OperationContext | undefined,
  request: WireRequest,
  origin: Origin,
  otherwise: (
    world: World,
    captured: OperationContext | undefined,
    request: WireRequest,
    origin: Origin,
  ) => MaybePromise<WireResponse>,
): MaybePromise<WireResponse> {
  const stubbed = world.stubs && findStubbed(world.services, world.stubs, captured, request)
  if (!stubbed) return otherwise(world, captured, request, origin)
  return answerStubbed(world, { ...stubbed, request, origin }, (whole) =>
    otherwise(world, captured, whole, origin),
  )
}

/**
 * Answers a call with the newest matching stub. `otherwise`: answers a call that no stub matches.
 */
export async function answerStubbed(
  world: World,
  call: StubbedRequest,
  otherwise: (request: WireRequest) => MaybePromise<WireResponse>,
): Promise<WireResponse> {
  const { stubbed, config, operation } = call
  const body = sendsEvents(operation) ? call.request.body : await readBody(call.request.body)
  const request = { ...call.request, body }
  const input = plainInput(await readRequest(config, operation, request))
  const stub = stubbed.choose(input, world.options.region)
  if (!stub) {
    if (isSimulated(world, stubbed)) return otherwise(request)
    const service = config.serviceId ?? stubbed.service
    const feature = { service, operation: stubbed.name }
    throw world.refuse(new UnsupportedError(feature, stubbed.explain()))
  }
  try {
    return await run(world, call, stub, input)
  } finally {
    stub.release()
  }
}

/** Stubs receive bytes of their own. */
const plainInput = (input: Input): Input =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      isImmutableBytes(value) ? value.bytes() : value,
    ]),
  )

/** Reads a request's body, which the stubs and the simulation behind them may both need. */
async function readBody(body: unknown): Promise<unknown> {
  if (isStream(body)) return readStream(body)
  if (body instanceof Blob) return toBytes(await body.arrayBuffer())
  return toBytes(body)
}

const isSimulated = ({ services }: World, { namespace, name }: StubbedOperation): boolean =>
  services.some(
    (service) => service.namespace === namespace && Object.hasOwn(service.room().operations, name),
  )

async function run(
  world: World,
  { stubbed, config, operation, origin }: StubbedRequest,
  stub: StubbedCall,
  input: unknown,
): Promise<WireResponse> {
  const requestId = requestIdOf(world, stubbed)
  const request: Call = {
    service: stubbed.service,
    operation: stubbed.name,
    input,
    requestId,
    stub: withModelledErrors(stub, config, operation),
    ...origin,
  }
  try {
    return await writeResponse(config, operation, (await world.call(request)) as Output, requestId)
  } catch (error) {
    if (!isServiceError(error)) throw isUnsupportedError(error) ? world.refuse(error) : error
    const response = writeError(config, operation, error, requestId)
    const retryable = retryableOf(error)
    if (retryable !== undefined) noteRetryable(response, retryable)
    return response
  }
}

const requestIdOf = (world: World, { service, namespace }: StubbedOperation): string =>
  service.startsWith('dynamodb') ? dynamoRequestId(world) : nextRequestId(world.ids, namespace)

/** An error that a test created by its name receives the status of AWS's model. */
function withModelledErrors(
  stub: StubbedCall,
  config: SchemaConfig,
  operation: OperationSchema,
): StubbedCall {
  const fail = (error: unknown): never => {
    throw isServiceError(error) ? modelled(config, operation, error) : error
  }
  return {
    record: (record) => stub.record(record),
    release: () => stub.release(),
    run(record: CallRecord) {
      try {
        const answered = stub.run(record)
        return answered instanceof Promise ? answered.catch(fail) : answered
      } catch (error) {
        return fail(error)
      }
    },
  }
}

function modelled(
  config: SchemaConfig,
  operation: OperationSchema,
  error: ServiceError,
): ServiceError {
  const model = errorModelOf(config, operation, error.code)
  if (!model) return error
  for (const name of Object.keys(error.fields)) checkMember(name, error.code, model.members)
  if (!hasOpenStatus(error)) return error
  Object.defineProperty(error, 'status', { value: model.status })
  Object.defineProperty(error, '$fault', { value: model.status >= 500 ? 'server' : 'client' })
  return error
}

/** AWS sends members that are missing in its models, so only a similar name is a mistake. */
function checkMember(name: string, code: string, known: readonly string[]): void {
  if (known.includes(name)) return
  const near = didYouMean(name, known)
  if (near) throw new MisuseError(`${code} has no member '${name}'.`, undefined, near)
}
