/**
 * Stubs: operations that a test answers itself, simulated or not, below the real client (`region.stub`).
 * Here: reading a command's schema, checking and shaping answers, which stub answers a call.
 * Not here: the wire (protocol/ encodes by the client's own protocol), the way of a call (region/pipeline.ts).
 * State: `WorldStubs`, one for each world that has a stub; a world without one never comes here.
 */
import type { World } from '../core/world.ts'
import { defineStub } from './definition.ts'
import type { DocumentValues } from './documents.ts'
import { Stub } from './stub.ts'
import { WorldStubs } from './world-stubs.ts'

export type { Answer, CommandClass, Received, StubAnswer, When } from './answer-types.ts'
export type { DocumentValues } from './documents.ts'
export { faultTarget, type FaultTarget } from './fault-target.ts'
export type { StubOptions } from './options.ts'
export type { Stub, StubCall } from './stub.ts'

/** AWS names a service's schemas after it: `com.amazonaws.bedrockruntime`. */
const serviceIdOf = (world: World, namespace: string): string =>
  world.services.find((service) => service.namespace === namespace)?.id ??
  namespace.slice(namespace.lastIndexOf('.') + 1)

/** Stubs an operation in `world`; its calls are answered so from now on. */
export function createStub(
  world: World,
  command: unknown,
  answer: unknown,
  options: unknown,
  values: DocumentValues,
): Stub {
  // Of the main region: for every region of the account, whether it is in use or not.
  const region = world === world.main ? undefined : world.options.region
  const definition = defineStub(region, command, answer, options, values)
  world.stubs ??= new WorldStubs()
  world.stubs.add(serviceIdOf(world, definition.command.schema[1]), definition)
  return new Stub(world, definition)
}
