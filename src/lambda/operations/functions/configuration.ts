/**
 * A function's configuration in the answers of the control plane. AWS: API_FunctionConfiguration.
 */
import { createHash } from 'node:crypto'
import type { World } from '../../../core/world/world.ts'
import type { CodePackage, VersionDefinition } from '../../definition/definition.ts'
import { logGroupOf } from '../../definition/environment-variables.ts'
import { formatFunctionArn } from '../../definition/function-name.ts'
import { roleOf } from '../../definition/role.ts'
import { DAY_MS } from '../../limits.ts'

/** The package. A handler in this process has none: size and hash are those of its source text. */
export function packageOf({ package: uploaded, handler }: VersionDefinition): CodePackage {
  if (uploaded) return uploaded
  const code = Function.prototype.toString.call(handler)
  const sha256 = createHash('sha256').update(code).digest('base64')
  return { sha256, size: Buffer.byteLength(code) }
}

export function toConfiguration(
  world: World,
  code: VersionDefinition,
  qualifier: string | undefined,
): Record<string, unknown> {
  const { name, environment, modifiedAt } = code
  const { sha256, size, imageUri } = packageOf(code)
  return {
    FunctionName: name,
    FunctionArn: formatFunctionArn(world.options, name, qualifier),
    ...(imageUri === undefined && { Runtime: code.runtime, Handler: code.entryPoint }),
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
    State: 'Active',
    LastUpdateStatus: 'Successful',
    PackageType: imageUri === undefined ? 'Zip' : 'Image',
    Architectures: ['x86_64'],
    EphemeralStorage: { Size: 512 },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig: { LogFormat: 'Text', LogGroup: logGroupOf(name) },
    ...(code.isPerTenant && { TenancyConfig: { TenantIsolationMode: 'PER_TENANT' } }),
    ...(code.durable && {
      DurableConfig: {
        RetentionPeriodInDays: code.durable.retentionMs / DAY_MS,
        ExecutionTimeout: code.durable.timeoutMs / 1000,
      },
    }),
    ...code.shown,
  }
}

export const latestConfiguration = (
  world: World,
  latest: VersionDefinition,
): Record<string, unknown> => toConfiguration(world, latest, undefined)

/**
 * The configuration of a version in a list of versions: its ARN has the version, also `$LATEST`.
 */
export const listedConfiguration = (
  world: World,
  code: VersionDefinition,
): Record<string, unknown> => toConfiguration(world, code, code.version)
