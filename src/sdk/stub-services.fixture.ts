/** Stub services for the tests of this room, and a world with them. */
import {
  stubService as serviceWith,
  StubWorld,
  type StubAnswer,
} from '../core/testing/stub-world.ts'
import type { ServiceClient } from '../core/world/service-client.ts'
import type { Service, ServiceRoom, WorldOptions } from '../core/world/world.ts'

export type { StubAnswer, StubWorld } from '../core/testing/stub-world.ts'

const namesOf = (names: readonly string[], takesJson: boolean): ServiceRoom['operations'] =>
  Object.fromEntries(
    names.map((name) => [
      name,
      { name, run: () => undefined, ...(takesJson && { parse: (body: unknown) => body }) },
    ]),
  )

export const stubDynamoDB: Service = serviceWith(
  {
    id: 'dynamodb',
    title: 'DynamoDB',
    namespace: 'com.amazonaws.dynamodb',
    target: 'DynamoDB_20120810',
  },
  namesOf(['PutItem', 'GetItem', 'Query', 'UpdateItem', 'DescribeTable', 'ListTables'], true),
)

/** Creates a service for the generic codec. */
export const stubService = (
  id: string,
  title: string,
  namespace: string,
  operations: readonly string[],
  client?: ServiceClient,
): Service =>
  serviceWith({ id, title, namespace, ...(client && { client }) }, namesOf(operations, false))

export const stubWorld = (
  answer: StubAnswer,
  services: readonly Service[] = [stubDynamoDB],
  options: Partial<WorldOptions> = {},
): StubWorld => new StubWorld({ answer, services, options })
