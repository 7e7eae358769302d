import type { Operation } from '../../core/world/world.ts'
import type { EventBridgeState } from '../state.ts'
import { createEventBus, deleteEventBus, describeEventBus, listEventBuses } from './event-buses.ts'
import { putEvents } from './put-events.ts'
import { deleteRule, describeRule, disableRule, enableRule, listRules, putRule } from './rules.ts'
import { listTagsForResource, tagResource, untagResource } from './tags.ts'
import { listRuleNamesByTarget, listTargetsByRule, putTargets, removeTargets } from './targets.ts'
import { testEventPattern } from './test-event-pattern.ts'

/** The simulated operations. All others throw an UnsupportedError. */
export const operations: Readonly<Record<string, Operation<EventBridgeState>>> = {
  CreateEventBus: createEventBus,
  DeleteEventBus: deleteEventBus,
  DeleteRule: deleteRule,
  DescribeEventBus: describeEventBus,
  DescribeRule: describeRule,
  DisableRule: disableRule,
  EnableRule: enableRule,
  ListEventBuses: listEventBuses,
  ListRuleNamesByTarget: listRuleNamesByTarget,
  ListRules: listRules,
  ListTagsForResource: listTagsForResource,
  ListTargetsByRule: listTargetsByRule,
  PutEvents: putEvents,
  PutRule: putRule,
  PutTargets: putTargets,
  RemoveTargets: removeTargets,
  TagResource: tagResource,
  TestEventPattern: testEventPattern,
  UntagResource: untagResource,
}
