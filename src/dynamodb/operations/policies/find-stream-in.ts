import type { World } from '../../../core/world/world.ts'
import type { DynamoDbState } from '../../state/state.ts'
import type { StreamLog } from '../../storage/stream-log.ts'
import { streamsOf } from '../../streams/switch-stream.ts'

export const findStreamIn = (
  state: DynamoDbState,
  arn: string,
  world: World,
): StreamLog | undefined => streamsOf(state, world.clock.now()).find((log) => log.arn === arn)
