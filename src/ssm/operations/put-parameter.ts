import type { Operation } from '../../core/world/world.ts'
import { addTags, NO_TAGS, pairsOfList, type TagPolicy } from '../../core/resources/tags.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import { ADVANCED_VALUE_LENGTH, MOST_VERSIONS, STANDARD_VALUE_LENGTH } from '../limits.ts'
import {
  latestOf,
  type ParameterPolicy,
  type ParameterTier,
  type ParameterType,
  type SsmState,
  type StoredParameter,
  type StoredVersion,
} from '../state.ts'
import { announce } from './announce.ts'
import { checkName, parameterArn } from './parameter-name.ts'
import { parsePolicies, renewed } from './policies.ts'
import { setTimer } from './policy-timers.ts'
import { TAGS } from './tags.ts'

interface Input {
  readonly Name: string
  readonly Value: string
  readonly Type?: ParameterType
  readonly Description?: string
  readonly KeyId?: string
  readonly Overwrite?: boolean
  readonly AllowedPattern?: string
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[]
  readonly Tier?: ParameterTier | 'Intelligent-Tiering'
  readonly DataType?: string
  /** A JSON array. */
  readonly Policies?: string
}

interface Output {
  readonly Version: number
  readonly Tier: ParameterTier
}

// AWS: PutParameter, DataType.
const DATA_TYPES = ['text', 'aws:ec2:image', 'aws:ssm:integration']

/** AWS: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
export const putParameter: Operation<SsmState, Input, Output> = defineOperation({
  name: 'PutParameter',
  handles: [
    'Name',
    'Value',
    'Type',
    'Description',
    'KeyId',
    'Overwrite',
    'AllowedPattern',
    'Tags',
    'Tier',
    'DataType',
    'Policies',
  ],
  access: ({ Name }, { options }) => [
    { action: 'ssm:PutParameter', resource: parameterArn(options, Name) },
  ],
  run(state, input, context) {
    const { parameters } = state
    const { world } = context
    const { Name: name, Overwrite = false, Tags = [] } = input
    checkName(name)
    if (Overwrite && Tags.length > 0) throw errors.tagsWithOverwrite()
    const existing = parameters.get(name)
    if (existing && !Overwrite) throw errors.parameterAlreadyExists()
    const next = toVersion(input, existing, world.clock.now())
    const versions = existing ? withoutOldest(existing) : []
    const parameter: StoredParameter = {
      generation: world.generation,
      declared: undefined,
      ...existing,
      name,
      versions: [...versions, next],
      tags: addTags(existing?.tags ?? NO_TAGS, pairsOfList(Tags), TAGS satisfies TagPolicy),
    }
    parameters.set(name, parameter)
    if (next.policies.length > 0) state.timed.set(name, true)
    if (state.timed.has(name)) setTimer(world, state, name)
    announce(context, existing ? 'Update' : 'Create', parameter)
    return { Version: next.version, Tier: next.tier }
  },
})

function toVersion(
  input: Input,
  existing: StoredParameter | undefined,
  now: number,
): StoredVersion {
  const before = existing && latestOf(existing)
  const type = input.Type ?? before?.type
  if (type === undefined) throw errors.typeMissing()
  // Seen: hashicorp/terraform-provider-aws#10819: a new version may have another type, whatever the
  // page of PutParameter says of HierarchyTypeMismatchException.
  const dataType = input.DataType ?? before?.dataType ?? 'text'
  if (!DATA_TYPES.includes(dataType)) throw errors.dataTypeUnsupported(dataType)
  if (input.Value === '') throw errors.valueEmpty()
  const tier = tierOf(input, before?.tier)
  checkPattern(input)
  return {
    version: (before?.version ?? 0) + 1,
    value: input.Value,
    type,
    tier,
    dataType,
    description: input.Description ?? before?.description,
    // AWS: PutParameter, KeyId: the key of the account for SSM by default.
    keyId: type === 'SecureString' ? (input.KeyId ?? before?.keyId ?? 'alias/aws/ssm') : undefined,
    allowedPattern: input.AllowedPattern ?? before?.allowedPattern,
    modifiedAt: now,
    labels: [],
    policies: policiesOf(input, tier, before, now),
  }
}

// AWS: parameter-store-policies.html. Unverified: a new version keeps the policies.
function policiesOf(
  { Policies }: Input,
  tier: ParameterTier,
  before: StoredVersion | undefined,
  now: number,
): readonly ParameterPolicy[] {
  if (Policies === undefined) return renewed(before?.policies ?? [], now)
  const policies = parsePolicies(Policies, now)
  if (policies.length > 0 && tier === 'Standard') throw errors.policiesNeedAdvanced()
  return policies
}

function tierOf({ Tier, Value }: Input, before: ParameterTier | undefined): ParameterTier {
  if (before === 'Advanced' && Tier === 'Standard') throw errors.tierDowngrade()
  const isLong = Value.length > STANDARD_VALUE_LENGTH
  const wanted = Tier === 'Intelligent-Tiering' && !isLong ? 'Standard' : Tier
  const tier = wanted === 'Intelligent-Tiering' ? 'Advanced' : (wanted ?? before ?? 'Standard')
  const actual = before === 'Advanced' ? 'Advanced' : tier
  const limit = actual === 'Advanced' ? ADVANCED_VALUE_LENGTH : STANDARD_VALUE_LENGTH
  if (Value.length > limit) throw errors.valueTooLong(actual, limit)
  return actual
}

function checkPattern({ AllowedPattern, Value }: Input): void {
  if (AllowedPattern === undefined || AllowedPattern === '') return
  let pattern: RegExp
  try {
    pattern = new RegExp(AllowedPattern)
  } catch {
    // The constructor throws for text that is no regular expression.
    throw errors.invalidPattern()
  }
  if (!pattern.test(Value)) throw errors.patternMismatch(AllowedPattern)
}

// AWS: "Working with parameter versions": 100 versions, and the oldest goes unless it has a label.
function withoutOldest({ name, versions }: StoredParameter): readonly StoredVersion[] {
  const [oldest, ...rest] = versions
  if (versions.length < MOST_VERSIONS || !oldest) return versions
  if (oldest.labels.length > 0) throw errors.tooManyVersions(name, oldest.version)
  return rest
}
