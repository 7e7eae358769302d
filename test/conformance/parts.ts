/** Parts of services beside functions and gateways. Add new ones here. */
import { backendsWorld } from './backends-world.ts'
import { bucketsWorld } from './buckets-world.ts'
import { cdnWorld } from './cdn-world.ts'
import { eventSourcesWorld } from './event-sources-world.ts'
import { eventBusesWorld } from './event-buses-world.ts'
import { globalTablesWorld } from './global-tables-world.ts'
import { lambdaWorld } from './lambda-world.ts'
import { iamWorld } from './iam-world.ts'
import type { Part } from './part.ts'
import { topicsWorld } from './topics-world.ts'
import { sdkWorld } from './sdk-world.ts'
import { sqsWorld } from './sqs-world.ts'
import { templateWorld } from './template-world.ts'
import { userPoolsWorld } from './user-pools-world.ts'
import { websocketWorld } from './websocket-world.ts'

export const parts: readonly Part[] = [
  backendsWorld,
  lambdaWorld,
  sdkWorld,
  eventSourcesWorld,
  sqsWorld,
  eventBusesWorld,
  topicsWorld,
  templateWorld,
  bucketsWorld,
  userPoolsWorld,
  cdnWorld,
  websocketWorld,
  iamWorld,
  globalTablesWorld,
]
