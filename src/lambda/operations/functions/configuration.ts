/**
 * A function's configuration in the answers of the control plane. AWS: API_FunctionConfiguration.
 */
import { createHash } from 'node:crypto'
import type { World } from '../../../core/world/world.ts'
import type { CodePackage, VersionDefinition } from '../../definition/definition.ts'
import { logGroupOf } from '../../definition/environment-variables.ts'
import { formatFunctionArn } from '../../definition/function-name.ts'
import { runtimeVersionArn } from '../../definition/runtime-version.ts'
import { roleOf } from '../../definition/role.ts'
import { DAY_MS } from '../../limits.ts'
import type { Transition } from '../../state.ts'

/** The package. A handler in this process has none: size and hash are those of its source text. */
export function packageOf({ package: uploaded, handler }: VersionDefinition): CodePackage {
  if (uploaded) return uploaded
  const code = Function.prototype.toString.call(handler)
  const sha256 = createHash('sha256').update(code).digest('base64')
  return { sha256, size: Buffer.byteLength(code) }
}

/** What a configuration shows of the function's state. */
export type Status = 'settled' | Transition['kind']

// Recorded: test_lambda_api: answers of CreateFunction, PublishVersion and the updates.
const BEING_CREATED = 'The function is being created.'

const STATUSES: Readonly<Record<Status, Readonly<Record<string, string>>>> = {
  settled: { State: 'Active', LastUpdateStatus: 'Successful' },
  creating: { State: 'Pending', StateReason: BEING_CREATED, StateReasonCode: 'Creating' },
  updating: {
    State: 'Active',
    LastUpdateStatus: 'InProgress',
    LastUpdateStatusReason: BEING_CREATED,
    LastUpdateStatusReasonCode: 'Creating',
  },
}

export function toConfiguration(
  world: World,
  code: VersionDefinition,
  qualifier: string | undefined,
  status: Status,
): Record<string, unknown> {
  return {
    ...listedConfiguration(world, code, qualifier),
    ...(isImage(code)
      ? undefined
      : { RuntimeVersionConfig: { RuntimeVersionArn: runtimeVersionArn(world, code) } }),
    ...STATUSES[status],
  }
}

const isImage = (code: VersionDefinition): boolean => code.package?.imageUri !== undefined

/** A configuration in a list: without states. AWS: API_ListFunctions. */
export function listedConfiguration(
  world: World,
  code: VersionDefinition,
  qualifier: string | undefined,
): Record<string, unknown> {
  const { name, environment, modifiedAt } = code
  const { sha256, size } = packageOf(code)
  return {
    FunctionName: name,
    FunctionArn: formatFunctionArn(world.options, name, qualifier),
    ...(isImage(code) ? undefined : { Runtime: code.runtime, Handler: code.entryPoint }),
    Role: roleOf(world.options, code),
    CodeSize: size,
    Description: code.description,
    Timeout: Math.ceil(code.timeoutMs / 1000),
    MemorySize: code.memorySize,
    LastModified: new Date(modifiedAt).toISOString().replace('Z', '+0000'),
    CodeSha256: sha256,
    Version: code.version,
    ...(Object.keys(environment).length > 0 && { Environment: { Variables: environment } }),
    ...(code.deadLetterArn !== undefined && {
      DeadLetterConfig: { TargetArn: code.deadLetterArn },
    }),
    TracingConfig: { Mode: 'PassThrough' },
    RevisionId: code.revisionId,
    PackageType: isImage(code) ? 'Image' : 'Zip',
    Architectures: ['x86_64'],
    EphemeralStorage: { Size: 512 },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig: { LogFormat: 'Text', LogGroup: logGroupOf(code) },
    ...(code.isPerTenant && { TenancyConfig: { TenantIsolationMode: 'PER_TENANT' } }),
    ...(code.durable && {
      DurableConfig: {
        RetentionPeriodInDays: code.durable.retentionMs / DAY_MS,
        ExecutionTimeout: code.durable.timeoutMs / 1000,
      },
    }),
    ...shownOf(code),
  }
}

/** The settings that only show; the log group has its default. */
function shownOf(code: VersionDefinition): Record<string, unknown> {
  const { LoggingConfig } = code.shown
  if (!LoggingConfig) return code.shown
  return { ...code.shown, LoggingConfig: { LogGroup: logGroupOf(code), ...LoggingConfig } }
}
