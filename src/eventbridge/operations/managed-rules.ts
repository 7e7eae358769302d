/**
 * The rules that EventBridge makes for archives. They are a view of the archives: they show, and
 * nobody changes them.
 * AWS: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive.html
 */
import { partitionOf } from '../../core/arn.ts'
import { UnsupportedError } from '../../core/errors.ts'
import { NO_TAGS } from '../../core/resources/tags.ts'
import type { World } from '../../core/world/world.ts'
import { archiveArn, type StoredArchive } from '../archives/archive.ts'
import * as errors from '../errors.ts'
import type { EventBridgeState, StoredBus, StoredRule } from '../state.ts'
import type { StoredTarget } from '../targets/target.ts'

const PREFIX = 'Events-Archive-'

/** AWS: API_Rule.html, ManagedBy. Seen: its value: moto, events/models.py. */
export const MANAGER = 'prod.vhs.events.aws.internal'

/** The rules of the archives of a bus, in the order of the archives. */
export const managedRulesOf = (
  world: World,
  { archives }: EventBridgeState,
  { name }: StoredBus,
): StoredRule[] =>
  [...archives.values()].filter(({ bus }) => bus === name).map((each) => toRule(world, each))

export const isManaged = ({ archives }: EventBridgeState, bus: StoredBus, rule: string): boolean =>
  rule.startsWith(PREFIX) && archives.get(rule.slice(PREFIX.length))?.bus === bus.name

/** Returns a rule of a bus, also one that EventBridge made. */
export function findAnyRule(
  world: World,
  state: EventBridgeState,
  bus: StoredBus,
  name: string,
): StoredRule {
  const archive = isManaged(state, bus, name)
    ? state.archives.get(name.slice(PREFIX.length))
    : undefined
  const rule = bus.rules.get(name) ?? (archive && toRule(world, archive))
  if (!rule) throw errors.ruleNotFound(name, bus.name)
  return rule
}

/** Throws ManagedRuleException for a rule that EventBridge made. */
export function checkOwn(state: EventBridgeState, bus: StoredBus, rule: string): void {
  if (isManaged(state, bus, rule)) throw errors.managedRule(rule)
}

/** The same for operations that can be forced. AWS: the archive would no longer work. */
export function checkOwnOrForced(
  world: World,
  state: EventBridgeState,
  bus: StoredBus,
  request: { readonly operation: string; readonly rule: string; readonly force?: boolean },
): void {
  const { operation, rule, force = false } = request
  if (force && isManaged(state, bus, rule)) {
    throw world.refuse(
      new UnsupportedError(
        { service: 'EventBridge', operation, parameter: 'Force' },
        `${rule} is the rule of an archive.`,
      ),
    )
  }
  checkOwn(state, bus, rule)
}

function toRule(world: World, archive: StoredArchive): StoredRule {
  const name = PREFIX + archive.name
  const given = JSON.parse(archive.patternText ?? '{}') as object
  const target = targetOf(world, name, archive)
  return {
    name,
    // An archive takes no replayed events.
    patternText: JSON.stringify({ ...given, 'replay-name': [{ exists: false }] }),
    pattern: undefined,
    state: 'ENABLED',
    schedule: undefined,
    description: undefined,
    roleArn: undefined,
    tags: NO_TAGS,
    targets: new Map([[target.Id, target]]),
    generation: archive.generation,
  }
}

// Seen: moto, events/models.py.
const targetOf = ({ options }: World, rule: string, { name }: StoredArchive): StoredTarget => ({
  Id: rule,
  Arn: `arn:${partitionOf(options.region)}:events:${options.region}:::`,
  InputTransformer: {
    InputPathsMap: {},
    InputTemplate: `{"archive-arn": "${archiveArn(options, name)}", "event": <aws.events.event.json>, "ingestion-time": <aws.events.event.ingestion-time>}`,
  },
})
