import { NO_TAGS, pairsOfMap, toTags } from '../../../core/resources/tags.ts'
import { andPassing } from '../../../core/delivery/pass-role.ts'
import type { Operation, World } from '../../../core/world/world.ts'
import { accessTo } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { toCode, type CodeInput } from '../../deployment/code.ts'
import { publish } from '../../deployment/publish.ts'
import {
  applySettings,
  checkSettings,
  SETTINGS,
  type SettingsInput,
} from '../../deployment/settings.ts'
import { beginTransition } from '../../invoking/transitions.ts'
import {
  LATEST,
  type DurableDefinition,
  type FunctionDefinition,
  type VersionDefinition,
} from '../../definition/definition.ts'
import { parseFunctionName } from '../../definition/function-name.ts'
import * as errors from '../../deployment-errors.ts'
import * as limits from '../../limits.ts'
import type { LambdaState } from '../../state.ts'
import { tagPolicy } from '../../deployment-errors.ts'
import { toConfiguration } from './configuration.ts'

interface DurableInput {
  readonly ExecutionTimeout?: number
  readonly RetentionPeriodInDays?: number
}

interface Input extends SettingsInput {
  readonly FunctionName: string
  readonly Code: CodeInput
  readonly Publish?: boolean
  readonly PackageType?: 'Zip' | 'Image'
  readonly Architectures?: readonly string[]
  readonly Tags?: Readonly<Record<string, string>>
  readonly DurableConfig?: DurableInput
  readonly TenancyConfig?: { readonly TenantIsolationMode: 'PER_TENANT' }
}

/**
 * The code names a registered function: deployment/code.ts.
 * AWS: https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
 */
export const createFunction: Operation<
  LambdaState,
  Input,
  Record<string, unknown>
> = defineOperation({
  name: 'CreateFunction',
  handles: [
    ...SETTINGS,
    'FunctionName',
    'Code.ZipFile',
    'Code.S3Bucket',
    'Code.S3Key',
    'Code.S3ObjectVersion',
    'Code.ImageUri',
    'Code.SourceKMSKeyArn',
    'Publish',
    'PackageType',
    'Architectures',
    'Tags',
    'TenancyConfig',
    'DurableConfig.ExecutionTimeout',
    'DurableConfig.RetentionPeriodInDays',
  ],
  access: andPassing(
    accessTo('CreateFunction'),
    'lambda.amazonaws.com',
    ({ Role }: { readonly Role?: string }) => [Role],
  ),
  run(state, input, { world }) {
    const { name } = parseFunctionName(input.FunctionName, world.options)
    checkPackaging(input)
    checkSettings(world, input)
    const tags = toTags(pairsOfMap(input.Tags ?? {}), tagPolicy)
    if (state.definitions.has(name)) throw errors.functionExists(name)
    const latest = toLatest(world, state, name, input)
    let definition: FunctionDefinition = { ...emptyFunction(world, latest), tags }
    state.definitions.set(name, definition)
    let code = latest
    if (input.Publish) [definition, code] = publish(world, state, definition)
    beginTransition(world, state, name, 'creating')
    return toConfiguration(world, code, input.Publish ? code.version : undefined, 'creating')
  },
})

function checkPackaging({ PackageType = 'Zip', Runtime, Handler }: Input): void {
  if (PackageType === 'Zip' && (Runtime === undefined || Handler === undefined)) {
    throw errors.runtimeAndHandlerMissing()
  }
  if (PackageType === 'Image' && (Runtime !== undefined || Handler !== undefined)) {
    throw errors.runtimeWithImage()
  }
}

function toLatest(world: World, state: LambdaState, name: string, input: Input): VersionDefinition {
  const defaults = {
    description: '',
    entryPoint: 'index.handler',
    exportName: 'handler',
    environment: {},
    memorySize: limits.DEFAULT_MEMORY_MB,
    runtime: limits.DEFAULT_RUNTIME,
    timeoutMs: limits.DEFAULT_TIMEOUT_MS,
    shown: input.Architectures ? { Architectures: input.Architectures } : {},
  }
  return {
    name,
    version: LATEST,
    ...toCode(state, input.Code),
    ...applySettings(defaults, input),
    isPerTenant: input.TenancyConfig !== undefined,
    durable: toDurable(input.DurableConfig),
    modifiedAt: world.clock.now(),
    revisionId: world.ids.uuid('revision'),
  }
}

// AWS: "Configuring durable functions": enabled at the creation only.
function toDurable(config: DurableInput | undefined): DurableDefinition | undefined {
  if (!config) return undefined
  const { ExecutionTimeout: seconds, RetentionPeriodInDays: days } = config
  const most = limits.MAX_EXECUTION_TIMEOUT_MS / 1000
  // AWS: API_DurableConfig, the ranges of both members.
  if (seconds !== undefined && (seconds < 1 || seconds > most)) {
    throw outOfRange(seconds, 'durableConfig.executionTimeout', seconds < 1 ? 1 : most)
  }
  if (days !== undefined && (days < 1 || days > limits.MAX_RETENTION_DAYS)) {
    const bound = days < 1 ? 1 : limits.MAX_RETENTION_DAYS
    throw outOfRange(days, 'durableConfig.retentionPeriodInDays', bound)
  }
  return {
    // Unverified: the default.
    timeoutMs: (seconds ?? 86_400) * 1000,
    retentionMs: days === undefined ? limits.DEFAULT_RETENTION_MS : days * limits.DAY_MS,
  }
}

const outOfRange = (value: number, member: string, bound: number): Error =>
  errors.constraintError(
    value,
    member,
    `Member must have value ${value < bound ? 'greater' : 'less'} than or equal to ${bound}`,
  )

const emptyFunction = (world: World, latest: VersionDefinition): FunctionDefinition => ({
  name: latest.name,
  latest,
  published: new Map(),
  lastVersion: 0,
  aliases: new Map(),
  reservedConcurrency: undefined,
  provisioned: new Map(),
  eventDefaults: undefined,
  eventConfigs: new Map(),
  policies: new Map(),
  tags: NO_TAGS,
  declared: undefined,
  generation: world.generation,
})
