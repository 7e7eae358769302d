/**
 * A function's configuration in the answers of the control plane. AWS: API_FunctionConfiguration.
 */
import { createHash } from 'node:crypto'
import { partitionOf } from '../../core/arn.ts'
import type { World } from '../../core/world/world.ts'
import { LATEST, type FunctionDefinition } from '../definition/definition.ts'
import { logGroupOf } from '../definition/environment-variables.ts'
import { formatFunctionArn } from '../definition/function-name.ts'

export function toConfiguration(
  world: World,
  definition: FunctionDefinition,
  version: string,
  qualifier: string | undefined,
): Record<string, unknown> {
  const { name, environment, modifiedAt } = definition
  const { region, accountId } = world.options
  // A handler in this process has no package: size and hash are those of its source text.
  const code = Function.prototype.toString.call(definition.handler)
  return {
    FunctionName: name,
    FunctionArn: formatFunctionArn(world.options, name, qualifier),
    Runtime: definition.runtime,
    Role: `arn:${partitionOf(region)}:iam::${accountId}:role/${name}`,
    Handler: `index.${definition.exportName}`,
    CodeSize: Buffer.byteLength(code),
    Description: definition.description,
    Timeout: Math.ceil(definition.timeoutMs / 1000),
    MemorySize: definition.memorySize,
    LastModified: new Date(modifiedAt).toISOString().replace('Z', '+0000'),
    CodeSha256: createHash('sha256').update(code).digest('base64'),
    Version: version,
    ...(Object.keys(environment).length > 0 && { Environment: { Variables: environment } }),
    TracingConfig: { Mode: 'PassThrough' },
    State: 'Active',
    LastUpdateStatus: 'Successful',
    PackageType: 'Zip',
    Architectures: ['x86_64'],
    EphemeralStorage: { Size: 512 },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig: { LogFormat: 'Text', LogGroup: logGroupOf(name) },
  }
}

export const latestConfiguration = (
  world: World,
  definition: FunctionDefinition,
): Record<string, unknown> => toConfiguration(world, definition, LATEST, undefined)
