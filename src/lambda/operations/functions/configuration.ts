/**
 * A function's configuration in the answers of the control plane. AWS: API_FunctionConfiguration.
 */
import { createHash } from 'node:crypto'
import { partitionOf } from '../../../core/arn.ts'
import type { World } from '../../../core/world/world.ts'
import type { CodePackage, VersionDefinition } from '../../definition/definition.ts'
import { logGroupOf } from '../../definition/environment-variables.ts'
import { formatFunctionArn } from '../../definition/function-name.ts'
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
  const { region, accountId } = world.options
  const { sha256, size, imageUri } = packageOf(code)
  return {
    FunctionName: name,
    FunctionArn: formatFunctionArn(world.options, name, qualifier),
    ...(imageUri === undefined && { Runtime: code.runtime, Handler: code.entryPoint }),
    Role: `arn:${partitionOf(region)}:iam::${accountId}:role/${name}`,
    CodeSize: size,
    Description: code.description,
    Timeout: Math.ceil(code.timeoutMs / 1000),
    MemorySize: code.memorySize,
    LastModified: new Date(modifiedAt).toISOString().replace('Z', '+0000'),
    CodeSha256: sha256,
    Version: code.version,
    ...(Object.keys(environment).length > 0 && { Environment: { Variables: environment } }),
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
