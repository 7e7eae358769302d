/**
 * Stubs: operations that a test answers, simulated or not, below the real client (`region.stub`).
 * Here: reading a command's schema, checking and converting answers, choosing the stub for a call.
 * Elsewhere: the wire format (protocol/ encodes with the client's own protocol), the path of a call
 * (region/pipeline.ts).
 * State: `WorldStubs`, one per world with a stub. A world without stubs never loads this room.
 */
import type { World } from '../core/world/world.ts'
import { defineStub } from './definition.ts'
import type { DocumentValues } from './documents.ts'
import { Stub } from './stub.ts'
import { WorldStubs } from './world-stubs.ts'

export type { Answer, CommandClass, Received, StubAnswer, When } from './answer-types.ts'
export type { DocumentValues } from './documents.ts'
export { faultTarget, type FaultTarget } from './fault-target.ts'
export type { StubOptions } from './options.ts'
export type { Stub, StubCall } from './stub.ts'

/**
 * AWS names the namespace of a service's schemas after the service: `com.amazonaws.bedrockruntime`.
 */
const serviceIdOf = (world: World, namespace: string): string =>
  world.services.find((service) => service.namespace === namespace)?.id ??
  namespace.slice(namespace.lastIndexOf('.') + 1)

/** Stubs an operation in `world`, for all later calls. */
export function createStub(
  world: World,
  command: unknown,
  answer: unknown,
  options: unknown,
  values: DocumentValues,
): Stub {
  // A stub of the main region answers in every region of the account, even in those that are not in
  // use yet.
  const region = world === world.main ? undefined : world.options.region
  const definition = defineStub(region, command, answer, options, values)
  world.stubs ??= new WorldStubs()
  world.stubs.add(serviceIdOf(world, definition.command.schema[1]), definition)
  return new Stub(world, definition)
}
