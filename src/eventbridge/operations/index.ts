import type { Operation } from '../../core/world/world.ts'
import type { EventBridgeState } from '../state.ts'
import {
  createArchive,
  deleteArchive,
  describeArchive,
  listArchives,
  updateArchive,
} from './archives.ts'
import {
  createEventBus,
  deleteEventBus,
  describeEventBus,
  listEventBuses,
  updateEventBus,
} from './event-buses.ts'
import { putPermission, removePermission } from './permissions.ts'
import { putEvents } from './put-events.ts'
import { cancelReplay, describeReplay, listReplays, startReplay } from './replays.ts'
import { deleteRule, describeRule, disableRule, enableRule, listRules, putRule } from './rules.ts'
import { listTagsForResource, tagResource, untagResource } from './tags.ts'
import { listRuleNamesByTarget, listTargetsByRule, putTargets, removeTargets } from './targets.ts'
import { testEventPattern } from './test-event-pattern.ts'

/** The simulated operations. All others throw an UnsupportedError. */
export const operations: Readonly<Record<string, Operation<EventBridgeState>>> = {
  CancelReplay: cancelReplay,
  CreateArchive: createArchive,
  CreateEventBus: createEventBus,
  DeleteArchive: deleteArchive,
  DeleteEventBus: deleteEventBus,
  DeleteRule: deleteRule,
  DescribeArchive: describeArchive,
  DescribeEventBus: describeEventBus,
  DescribeReplay: describeReplay,
  DescribeRule: describeRule,
  DisableRule: disableRule,
  EnableRule: enableRule,
  ListArchives: listArchives,
  ListEventBuses: listEventBuses,
  ListReplays: listReplays,
  ListRuleNamesByTarget: listRuleNamesByTarget,
  ListRules: listRules,
  ListTagsForResource: listTagsForResource,
  ListTargetsByRule: listTargetsByRule,
  PutEvents: putEvents,
  PutPermission: putPermission,
  PutRule: putRule,
  PutTargets: putTargets,
  RemovePermission: removePermission,
  RemoveTargets: removeTargets,
  StartReplay: startReplay,
  TagResource: tagResource,
  TestEventPattern: testEventPattern,
  UntagResource: untagResource,
  UpdateArchive: updateArchive,
  UpdateEventBus: updateEventBus,
}
