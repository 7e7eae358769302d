/**
 * The one way a call takes to a service, whoever makes it: identify, hold (a frozen environment's call waits), meet faults, record,
 * run, answer. Wire formats are decoded before and encoded after it; operations know nothing of it.
 */
import { currentCause, currentFrame } from '../core/context.ts'
import {
  isServiceError,
  isUnsupportedError,
  MisuseError,
  UnsupportedError,
} from '../core/errors.ts'
import type { FaultEffect } from '../core/faults.ts'
import type { CallRecord } from '../core/journal.ts'
import type { Call, CallContext, Operation, Service, World } from '../core/world.ts'
import { findService } from './service-list.ts'

interface Target {
  readonly service: Service
  readonly operation: Operation
}

function identify(world: World, call: Call): Target {
  const service = findService(call.service)
  if (!service) {
    throw world.refuse(new UnsupportedError({ service: call.service, operation: call.operation }))
  }
  if (!Object.hasOwn(service.operations, call.operation)) {
    throw world.refuse(new UnsupportedError({ service: service.title, operation: call.operation }))
  }
  return { service, operation: service.operations[call.operation]! }
}

const READS = /^(Get|BatchGet|TransactGet|Query|Scan|List|Describe)/

/** After its test has ended a world can be read (reports, leaked handles), not written; nor by an invocation that is over. */
function checkWritable(world: World, call: Call): void {
  const isOver = world.ended || currentFrame()?.environment?.isDead
  if (isOver && !READS.test(call.operation)) world.checkWritable()
}

function begin(world: World, call: Call, service: Service): CallRecord {
  const record: CallRecord = {
    kind: 'call',
    at: world.clock.now(),
    causedBy: call.cause ?? currentCause(world),
    requestId: call.requestId ?? world.ids.uuid('request'),
    service: call.service,
    operation: call.operation,
    resource: service.resourceOf?.(call.operation, call.input),
    source: call.source,
    input: call.input,
    output: undefined,
    error: undefined,
    status: undefined,
    duration: 0,
  }
  if (call.foreign !== undefined) (record as { foreign?: string }).foreign = call.foreign
  return world.journal.append(record)
}

function contextOf(world: World, record: CallRecord, call: Call): CallContext {
  return call.signal ? { world, record, signal: call.signal } : { world, record }
}

function succeed(world: World, record: CallRecord, output: unknown): unknown {
  record.output = output
  record.status = 200
  record.duration = world.clock.now() - record.at
  return output
}

function fail(world: World, record: CallRecord, error: unknown): unknown {
  record.error = error instanceof Error ? error : new Error(String(error))
  record.status = isServiceError(error) ? error.status : undefined
  record.duration = world.clock.now() - record.at
  return isUnsupportedError(error) ? world.refuse(error) : error
}

function run(world: World, target: Target, record: CallRecord, context: CallContext): unknown {
  const { service, operation } = target
  try {
    const output = operation.run(world.state(service), record.input, context)
    if (!(output instanceof Promise)) return succeed(world, record, output)
    return output.then(
      (late: unknown) => succeed(world, record, late),
      (error: unknown) => {
        throw fail(world, record, error)
      },
    )
  } catch (error) {
    throw fail(world, record, error)
  }
}

/** For the synchronous `Table`: no faults, no waiting. */
export function callSync(world: World, call: Call): unknown {
  const target = identify(world, call)
  checkWritable(world, call)
  const record = begin(world, call, target.service)
  return run(world, target, record, contextOf(world, record, call))
}

/**
 * For SDK, raw and integration calls: the answer, or a promise of it where the call has to wait. NOTE: not an async function: each of its turns
 * costs a handler's call microseconds on Node 20 (promise hooks).
 */
export function call(world: World, call: Call): unknown {
  const target = identify(world, call)
  const held = currentFrame()?.environment?.hold()
  return held ? held.then(() => meet(world, target, call)) : meet(world, target, call)
}

function meet(world: World, target: Target, call: Call): unknown {
  checkWritable(world, call)
  const record = begin(world, call, target.service)
  world.work.touch()
  const context = contextOf(world, record, call)
  const effects = effectsOn(world, record)
  return effects.length === 0
    ? run(world, target, record, context)
    : runAfter(effects, world, target, record, context)
}

/** The condition of a fault is the test author's, and may throw. */
function effectsOn(world: World, record: CallRecord): readonly FaultEffect[] {
  try {
    return world.faults.meet(record)
  } catch (error) {
    throw fail(world, record, error)
  }
}

async function runAfter(
  effects: readonly FaultEffect[],
  world: World,
  target: Target,
  record: CallRecord,
  context: CallContext,
): Promise<unknown> {
  let met = context
  try {
    for (const effect of effects) {
      if (effect.type === 'unprocessed') met = { ...met, unprocessed: effect.count }
      else if (effect.type === 'delay') await holding(world, target.service, record, effect)
      else await suffer(world, record, effect)
    }
  } catch (error) {
    throw fail(world, record, error)
  }
  return run(world, target, record, met)
}

/** While a call is delayed it may hold what it is about: a transaction has its items locked until it commits. */
async function holding(
  world: World,
  service: Service,
  record: CallRecord,
  effect: Extract<FaultEffect, { type: 'delay' }>,
): Promise<void> {
  const release = service.hold?.(world.state(service), record.operation, record.input)
  try {
    await suffer(world, record, effect)
  } finally {
    release?.()
  }
}

async function suffer(
  world: World,
  record: CallRecord,
  effect: Exclude<FaultEffect, { type: 'unprocessed' }>,
): Promise<void> {
  switch (effect.type) {
    case 'error':
      throw effect.error
    case 'reset':
      // What Node's http reports when the peer drops the connection; the SDK retries it.
      throw Object.assign(new Error('read ECONNRESET'), {
        code: 'ECONNRESET',
        name: 'TimeoutError',
      })
    case 'delay': {
      const end = world.work.begin(
        () => `${record.operation} on ${record.resource ?? record.service}, delayed by a fault`,
      )
      await new Promise<void>((resolve) => {
        world.clock.schedule(effect.milliseconds, resolve, 'work')
      })
      end()
      return
    }
    default:
      throw new MisuseError(`An unknown fault effect: ${JSON.stringify(effect satisfies never)}.`)
  }
}
