/** The environment variables that Lambda sets, and the names that it reserves. */
import type { World } from '../../core/world/world.ts'
import type { VersionDefinition } from './definition.ts'
import { jsonLogLevelsOf } from './logging.ts'
import { lambdaOptions } from '../region-options.ts'

/** Lambda's variables, with the function's own on top. */
// AWS: "Defined runtime environment variables". Recorded: test_introspection_invoke.
export function toVariables(
  world: World,
  definition: VersionDefinition,
  logStream: string,
  isProvisioned: boolean,
): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: 'ASIAMINIREGIONLAMBDA',
    AWS_DEFAULT_REGION: world.options.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${definition.runtime}`,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memorySize),
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: definition.version,
    AWS_LAMBDA_INITIALIZATION_TYPE: isProvisioned ? 'provisioned-concurrency' : 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: logGroupOf(definition),
    ...formatOf(definition),
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    AWS_REGION: world.options.region,
    AWS_SECRET_ACCESS_KEY: 'miniregion-secret-access-key',
    AWS_SESSION_TOKEN: 'miniregion-session-token',
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    LAMBDA_TASK_ROOT: '/var/task',
    _HANDLER: definition.entryPoint,
    ...(lambdaOptions.of(world).strictEnvironment ? STRICT : undefined),
    ...definition.environment,
  }
}

// AWS: aws-lambda-nodejs-runtime-interface-client src/LogPatch.js. Unverified: neither is set for a
// log in text.
function formatOf(definition: VersionDefinition): Record<string, string> {
  const levels = jsonLogLevelsOf(definition)
  return levels ? { AWS_LAMBDA_LOG_FORMAT: 'JSON', AWS_LAMBDA_LOG_LEVEL: levels.application } : {}
}

// Without strictEnvironment these keep the host's values: code needs PATH and NODE_PATH, and TZ has
// no effect on Date.
const STRICT: Readonly<Record<string, string>> = {
  LANG: 'en_US.UTF-8',
  LD_LIBRARY_PATH: '/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/task:/var/task/lib:/opt/lib',
  NODE_PATH: '/opt/nodejs/node_modules:/var/runtime/node_modules:/var/runtime:/var/task',
  PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
  PWD: '/var/task',
  TZ: ':UTC',
}

/** The log group of a function: the one that its LoggingConfig names, or its own. */
export function logGroupOf({ name, shown }: Pick<VersionDefinition, 'name' | 'shown'>): string {
  const { LoggingConfig } = shown as { readonly LoggingConfig?: { readonly LogGroup?: string } }
  return LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`
}

// AWS: "Defined runtime environment variables", the reserved ones.
const RESERVED = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_DEFAULT_REGION',
  'AWS_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_LAMBDA_RUNTIME_API',
  'LAMBDA_TASK_ROOT',
  'LAMBDA_RUNTIME_DIR',
])

export const isReservedVariable = (name: string): boolean => RESERVED.has(name)
