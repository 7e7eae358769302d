/**
 * The path of every call to a service, from any caller: identify, hold (a call from a frozen
 * environment waits), record, authorize, apply faults, run, answer. Wire formats are decoded before it and
 * encoded after it; operations never see them.
 */
import { currentCaller, currentCause, currentScope } from '../core/world/context.ts'
import {
  atCaller,
  isServiceError,
  isUnsupportedError,
  MisuseError,
  UnsupportedError,
  unsupportedOperation,
} from '../core/errors.ts'
import type { FaultEffect } from '../core/planned/faults.ts'
import type { CallRecord } from '../core/journal.ts'
import { andThen, type MaybePromise } from '../core/maybe-promise.ts'
import { withHidden } from '../core/reporting/hidden.ts'
import type { StubbedCall } from '../core/planned/stubs.ts'
import type { Call, CallContext, Operation, Service, World } from '../core/world/world.ts'
import { iamModeOf } from '../iam/service.ts'
import { rooms as iamRooms } from '../iam/rooms.ts'
import { runStub } from './run-stub.ts'
import { findService } from './service-list.ts'
import { noteNearMiss } from './trace/near-miss.ts'

interface Simulated {
  readonly service: Service
  readonly operation: Operation
  readonly run: Operation['run']
  readonly stub?: undefined
}

interface Stubbed {
  /** Undefined where the service is not simulated. */
  readonly service: Service | undefined
  readonly stub: StubbedCall
}

type Target = Simulated | Stubbed

function identify(world: World, call: Call): Target {
  const service = findService(call.service)
  if (call.stub) return { service, stub: call.stub }
  if (!service) {
    throw world.refuse(notSimulated(call.service, call))
  }
  const { operations } = service.room()
  const operation = Object.hasOwn(operations, call.operation)
    ? operations[call.operation]
    : undefined
  if (!operation) throw world.refuse(notSimulated(service.title, call))
  return { service, operation, run: call.run ?? operation.run }
}

/** Only a client's call can be stubbed, so only its error suggests a stub. */
const notSimulated = (service: string, { operation, source }: Call): UnsupportedError =>
  source === 'sdk' || source === 'raw'
    ? unsupportedOperation(service, operation)
    : new UnsupportedError({ service, operation })

const READS = /^(Get|BatchGet|TransactGet|Query|Scan|List|Describe)/

/**
 * Lets an ended world be read, for reports and leaked handles, but not written. The same for code
 * of an invocation that is over.
 */
function checkWritable(world: World, call: Call): void {
  const isOver = world.ended || currentScope()?.environment?.isDead
  if (isOver && !READS.test(call.operation)) world.checkWritable()
}

function begin(world: World, call: Call, { service, stub }: Target): CallRecord {
  const record: CallRecord = {
    kind: 'call',
    at: world.clock.now(),
    causedBy: call.cause ?? currentCause(world),
    requestId: call.requestId ?? world.ids.uuid('request'),
    service: call.service,
    operation: call.operation,
    resource: service?.room().resourceOf?.(call.operation, call.input),
    source: call.source,
    input: call.input,
    output: undefined,
    error: undefined,
    status: undefined,
    duration: 0,
  }
  const { configuredFor, caller = currentCaller() } = call
  // Absent rather than undefined, because records are compared and printed.
  if (configuredFor !== undefined) Object.assign(record, { configuredFor })
  if (caller !== undefined) Object.assign(record, { caller })
  if (stub) {
    Object.assign(record, { stubbed: true })
    stub.record(record)
  }
  return world.journal.append(record)
}

function contextOf(world: World, record: CallRecord, call: Call): CallContext {
  const { signal, traceHeader, target } = call
  if (traceHeader === undefined && target === undefined)
    return signal ? { world, record, signal } : { world, record }
  return {
    world,
    record,
    ...(traceHeader !== undefined && { traceHeader }),
    ...(target && { target }),
    ...(signal && { signal }),
  }
}

/** Nothing prints a password or a token. */
function hideSecrets(record: CallRecord): void {
  const secrets = findService(record.service)?.room().secrets
  if (!secrets) return
  const { input, output } = record
  Object.assign(record, { input: withHidden(input, secrets), output: withHidden(output, secrets) })
}

function succeed(output: unknown, { world, record }: CallContext): unknown {
  record.output = output
  hideSecrets(record)
  record.status = 200
  record.duration = world.clock.now() - record.at
  return output
}

function fail(error: unknown, { world, record }: CallContext): never {
  record.error = error instanceof Error ? error : new Error(String(error))
  noteNearMiss(world, findService(record.service), record, record.error)
  record.status = isServiceError(error) ? error.status : undefined
  record.duration = world.clock.now() - record.at
  hideSecrets(record)
  throw isUnsupportedError(error) ? world.refuse(error) : error
}

function run(target: Target, context: CallContext): MaybePromise<unknown> {
  const { world, record } = context
  let output: MaybePromise<unknown>
  try {
    output = target.stub
      ? runStub(world, target.stub, record)
      : target.run(world.state(target.service), record.input, context)
  } catch (error) {
    return fail(error, context)
  }
  return andThen(output, context, succeed, fail)
}

/** Runs a call of the synchronous `Table`: no faults, no waiting. */
export function callSync(world: World, call: Call): unknown {
  const target = identify(world, call)
  checkWritable(world, call)
  const record = begin(world, call, target)
  try {
    return run(target, contextOf(world, record, call))
  } catch (error) {
    throw atCaller(error)
  }
}

/**
 * Runs a call of the SDK, of raw HTTP or of an integration. Returns a promise only if the call has
 * to wait.
 *
 * NOTE: not an async function. Each turn costs a handler's call microseconds on Node 20 (promise
 * hooks).
 */
export function call(world: World, call: Call): MaybePromise<unknown> {
  const target = identify(world, call)
  const held = currentScope()?.environment?.hold()
  return held
    ? held.then(() => runWithFaults(world, target, call))
    : runWithFaults(world, target, call)
}

function runWithFaults(world: World, target: Target, call: Call): MaybePromise<unknown> {
  checkWritable(world, call)
  const record = begin(world, call, target)
  world.work.recordActivity()
  const context = contextOf(world, record, call)
  if (iamModeOf(world) === 'enforce') authorize(target, context)
  const effects = matchFaults(context)
  return effects.length === 0 ? run(target, context) : runAfter(effects, target, context)
}

/**
 * Calls from outside need permission, and those that a service makes with a role. Others between
 * services were allowed when they began.
 */
function authorize(target: Target, context: CallContext): void {
  const { world, record } = context
  const { source, caller } = record
  if (source !== 'sdk' && source !== 'raw' && !(source === 'integration' && caller)) return
  const operation = target.stub
    ? target.service && findSimulated(target.service, record.operation)
    : target.operation
  if (!operation) return
  let refusal: Error | undefined
  try {
    refusal = iamRooms.iamAuthorization().authorizeCall(world, operation, record)
  } catch (error) {
    fail(error, context)
  }
  if (refusal) fail(refusal, context)
}

/** The operation that a stub answers for. Undefined if it is not simulated. */
function findSimulated(service: Service, name: string): Operation | undefined {
  const { operations } = service.room()
  return Object.hasOwn(operations, name) ? operations[name] : undefined
}

/** The test author writes a fault's condition, and it may throw. */
function matchFaults(context: CallContext): readonly FaultEffect[] {
  try {
    return context.world.faults.match(context.record)
  } catch (error) {
    return fail(error, context)
  }
}

async function runAfter(
  effects: readonly FaultEffect[],
  target: Target,
  context: CallContext,
): Promise<unknown> {
  let faulted = context
  try {
    for (const effect of effects) {
      if (effect.type === 'unprocessed') faulted = { ...faulted, unprocessed: effect.count }
      else if (effect.type === 'delay') await delayHoldingLocks(target, context, effect)
      else await applyFault(target, context, effect)
    }
  } catch (error) {
    fail(error, context)
  }
  return run(target, faulted)
}

/** A delayed call may hold its resources: a transaction locks its items until it commits. */
async function delayHoldingLocks(
  target: Target,
  context: CallContext,
  effect: Extract<FaultEffect, { type: 'delay' }>,
): Promise<void> {
  const { world, record } = context
  const { service, stub } = target
  const release =
    service && !stub
      ? service.room().hold?.(world.state(service), record.operation, record.input)
      : undefined
  try {
    await applyFault(target, context, effect)
  } finally {
    release?.()
  }
}

/** The error of a fault on this call. An error that the test completed stays as it is. */
function plannedError({ service }: Target, { world, record }: CallContext, error: Error): Error {
  if (!service || !isServiceError(error)) return error
  const { operation, input } = record
  return service.room().completeFault?.(world.state(service), operation, input, error) ?? error
}

async function applyFault(
  target: Target,
  context: CallContext,
  effect: Exclude<FaultEffect, { type: 'unprocessed' }>,
): Promise<void> {
  const { world, record } = context
  switch (effect.type) {
    case 'error':
      throw plannedError(target, context, effect.error)
    case 'reset':
      // The error of Node's http when the peer drops the connection. The SDK retries it.
      throw Object.assign(new Error('read ECONNRESET'), {
        code: 'ECONNRESET',
        name: 'TimeoutError',
      })
    case 'delay': {
      const end = world.work.begin(
        () => `${record.operation} on ${record.resource ?? record.service}, delayed by a fault`,
      )
      try {
        await world.clock.sleep(effect.milliseconds)
      } finally {
        end()
      }
      return
    }
    default:
      throw new MisuseError(`Unknown fault effect: ${JSON.stringify(effect satisfies never)}.`)
  }
}
