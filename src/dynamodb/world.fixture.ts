/** A world around DynamoDB's operations alone, for the tests of this room. */
import { createClock } from '../core/time/clock.ts'
import { createFaults } from '../core/faults.ts'
import { createIds } from '../core/ids.ts'
import { createJournal, type CallRecord } from '../core/journal.ts'
import type { Operation, Service, World, WorldOptions } from '../core/world.ts'
import { createWork } from '../core/time/pending-work.ts'
import { dynamodbOptions, type DynamoDbOptions } from './options.ts'
import { createDynamoDbState, forkDynamoDbState, type DynamoDbState } from './state/state.ts'

type TestOptions = Partial<WorldOptions> & { readonly dynamodb?: Partial<DynamoDbOptions> }

export interface TestWorld {
  readonly world: World
  state: DynamoDbState
  /** Runs an operation as the wire would: the input as JSON, the output as JSON. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the output of whichever operation
  run(operation: Operation, input: object): any
  /** The code and message of the refusal. */
  refusal(operation: Operation, input: object): string
  fork(): TestWorld
}

/** Frozen at the beginning of 2026, unless a test moves it. */
export function testWorld(
  options: TestOptions = {},
  state: DynamoDbState = createDynamoDbState(),
): TestWorld {
  const clock = createClock()
  clock.freeze('2026-01-01T00:00:00.000Z')
  const ids = createIds('test')
  const journal = createJournal(clock.now, 1000)
  const service = { id: 'dynamodb' } as Service<DynamoDbState>
  const world = {
    parent: undefined,
    options: {
      region: 'us-east-1',
      accountId: '123456789012',
      seed: 'test',
      journalLimit: 1000,
      ...options,
      services: { dynamodb: dynamodbOptions.parse(options.dynamodb ?? {}, 'testWorld()') },
    },
    clock,
    ids,
    journal,
    faults: createFaults(() => 0.5),
    ports: {},
    services: [service],
    work: createWork(),
    sealed: false,
    ended: false,
    state: () => self.state,
    checkWritable() {},
  } as unknown as World
  const self: TestWorld = {
    world,
    state,
    run(operation, input) {
      const parsed: unknown = JSON.parse(JSON.stringify(input))
      const typed = operation.parse ? operation.parse(parsed) : parsed
      const record = { kind: 'call', at: clock.now(), causedBy: journal.root } as CallRecord
      const output: unknown = operation.run(self.state, typed, { world, record })
      return output === undefined ? undefined : JSON.parse(JSON.stringify(output))
    },
    refusal(operation, input) {
      try {
        self.run(operation, input)
      } catch (error) {
        return `${(error as Error).name}: ${(error as Error).message}`
      }
      return 'accepted'
    },
    fork: () => testWorld(options, forkDynamoDbState(self.state)),
  }
  return self
}
