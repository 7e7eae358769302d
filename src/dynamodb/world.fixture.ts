/** A world that has DynamoDB's operations only, for the tests of this room. */
import type { CallRecord } from '../core/journal.ts'
import { stubService, StubWorld } from '../core/testing/stub-world.ts'
import type { Operation, World, WorldOptions } from '../core/world/world.ts'
import { dynamodbOptions, type DynamoDbOptions } from './options.ts'
import { SERVICE_ID } from './own-service.ts'
import { createDynamoDbState, forkDynamoDbState, type DynamoDbState } from './state/state.ts'

type TestOptions = Partial<WorldOptions> & { readonly dynamodb?: Partial<DynamoDbOptions> }

const service = stubService(
  { id: SERVICE_ID, title: 'DynamoDB', namespace: 'com.amazonaws.dynamodb' },
  {},
)

export interface TestWorld {
  readonly world: World
  state: DynamoDbState
  /** Runs an operation as a request would: input and output pass through JSON. */
  // oxlint-disable-next-line typescript/no-explicit-any -- the output of any operation
  run(operation: Operation, input: object): any
  /** Name and message of the error, or `accepted`. */
  refusal(operation: Operation, input: object): string
  fork(): TestWorld
}

/** Creates a world whose clock is frozen at the beginning of 2026 until a test moves it. */
export function testWorld(
  options: TestOptions = {},
  state: DynamoDbState = createDynamoDbState(),
): TestWorld {
  const world = new StubWorld({
    services: [service],
    options: {
      ...options,
      services: { dynamodb: dynamodbOptions.parse(options.dynamodb ?? {}, 'testWorld()') },
    },
    frozenAt: '2026-01-01T00:00:00.000Z',
    chance: () => 0.5,
  })
  Object.assign(world, { state: () => self.state })
  const { clock, journal } = world
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
