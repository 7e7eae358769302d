/** A world with canned services, for the tests of this room. */
import { createClock } from '../core/time/clock.ts'
import { UnsupportedError } from '../core/errors.ts'
import { createFaults } from '../core/faults.ts'
import { createIds } from '../core/ids.ts'
import { createJournal } from '../core/journal.ts'
import type { Call, Service, World } from '../core/world.ts'
import { createWork } from '../core/time/pending-work.ts'

export interface CannedWorld extends World {
  readonly calls: Call[]
  readonly refused: UnsupportedError[]
}

/** What a canned service answers: the operation's name and its input in, the output (or a thrown error) out. */
export type Answer = (operation: string, input: unknown, call: Call) => unknown

const serviceWith = (
  parts: Pick<Service, 'id' | 'title' | 'namespace'> & { readonly target?: string },
  operations: Service['operations'],
): Service => ({
  ...parts,
  operations,
  createState: () => undefined,
  forkState: () => undefined,
  resetState() {},
})

const namesOf = (names: readonly string[], byHand: boolean): Service['operations'] =>
  Object.fromEntries(
    names.map((name) => [
      name,
      { name, run: () => undefined, ...(byHand && { parse: (body: unknown) => body }) },
    ]),
  )

export const cannedDynamoDB: Service = serviceWith(
  {
    id: 'dynamodb',
    title: 'DynamoDB',
    namespace: 'com.amazonaws.dynamodb',
    target: 'DynamoDB_20120810',
  },
  namesOf(['PutItem', 'GetItem', 'Query', 'UpdateItem', 'DescribeTable', 'ListTables'], true),
)

/** A service that the generic codec serves. */
export const cannedService = (
  id: string,
  title: string,
  namespace: string,
  operations: readonly string[],
): Service => serviceWith({ id, title, namespace }, namesOf(operations, false))

export function cannedWorld(
  answer: Answer,
  services: readonly Service[] = [cannedDynamoDB],
  options: Partial<World['options']> = {},
): CannedWorld {
  const ids = createIds('test')
  const clock = createClock()
  const calls: Call[] = []
  const refused: UnsupportedError[] = []
  const world: CannedWorld = {
    get main() {
      return world
    },
    has: () => false,
    in: () => world,
    parent: undefined,
    options: {
      region: 'us-east-1',
      accountId: '123456789012',
      seed: 'test',
      services: {},
      journalLimit: 100,
      ...options,
    },
    clock,
    ids,
    journal: createJournal(clock.now),
    faults: createFaults(() => 0),
    ports: { functions: { invoke: async () => undefined, has: () => false, names: () => [] } },
    services,
    work: createWork(),
    sealed: false,
    ended: false,
    calls,
    refused,
    state: () => undefined as never,
    checkWritable() {},
    async call(call) {
      calls.push(call)
      const service = services.find(({ id }) => id === call.service)
      if (!service || !Object.hasOwn(service.operations, call.operation)) {
        throw this.refuse(
          new UnsupportedError({
            service: service?.title ?? call.service,
            operation: call.operation,
          }),
        )
      }
      return answer(call.operation, call.input, call)
    },
    callSync: (call) => answer(call.operation, call.input, call),
    refuse(error) {
      if (!refused.includes(error)) refused.push(error)
      return error
    },
  }
  return world
}
