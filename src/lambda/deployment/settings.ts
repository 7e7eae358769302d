/** The configuration in a request of CreateFunction or UpdateFunctionConfiguration. */
import { parseArn } from '../../core/arn.ts'
import { UnsupportedError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import type { ShownSettings, VersionDefinition } from '../definition/definition.ts'
import { isReservedVariable } from '../definition/environment-variables.ts'
import { changeLogging, type LoggingConfig } from '../definition/logging.ts'
import * as errors from '../deployment-errors.ts'
import * as limits from '../limits.ts'

/** The members that both operations have. */
export interface SettingsInput {
  readonly Runtime?: string
  readonly Role?: string
  readonly Handler?: string
  readonly Description?: string
  readonly Timeout?: number
  readonly MemorySize?: number
  readonly Environment?: { readonly Variables?: Readonly<Record<string, string>> }
  readonly DeadLetterConfig?: { readonly TargetArn?: string }
  readonly VpcConfig?: { readonly SubnetIds?: readonly string[] }
  readonly KMSKeyArn?: string
  readonly TracingConfig?: object
  readonly Layers?: readonly string[]
  readonly FileSystemConfigs?: readonly object[]
  readonly ImageConfig?: object
  readonly EphemeralStorage?: object
  readonly SnapStart?: { readonly ApplyOn?: string }
  readonly LoggingConfig?: LoggingConfig
}

export const SETTINGS: readonly (keyof SettingsInput)[] = [
  'Runtime',
  'Role',
  'Handler',
  'Description',
  'Timeout',
  'MemorySize',
  'Environment',
  'DeadLetterConfig',
  'VpcConfig',
  'KMSKeyArn',
  'TracingConfig',
  'Layers',
  'FileSystemConfigs',
  'ImageConfig',
  'EphemeralStorage',
  'SnapStart',
  'LoggingConfig',
]

// AWS: "Lambda runtimes", the runtimes that functions can be created with.
const RUNTIMES = [
  'nodejs24.x',
  'nodejs22.x',
  'nodejs20.x',
  'python3.14',
  'python3.13',
  'python3.12',
  'python3.11',
  'python3.10',
  'java25',
  'java21',
  'java17',
  'java11',
  'java8.al2',
  'dotnet10',
  'dotnet9',
  'dotnet8',
  'ruby3.4',
  'ruby3.3',
  'ruby3.2',
  'provided.al2023',
  'provided.al2',
]

// AWS: "Lambda runtimes", deprecated runtimes.
const DEPRECATED =
  /^(nodejs(4\.3|4\.3-edge|6\.10|8\.10|1[0-8]\.x)?|python(2\.7|3\.[6-9])|java8|dotnetcore.*|dotnet[5-7]|go1\.x|ruby2\.\d|provided)$/

/** Throws AWS's errors for values that Lambda refuses, in its order. */
export function checkSettings(world: World, input: SettingsInput): void {
  const { Runtime, Timeout, Environment, Layers, SnapStart, LoggingConfig } = input
  if (Timeout !== undefined && Timeout * 1000 > limits.MAX_TIMEOUT_MS) {
    const most = limits.MAX_TIMEOUT_MS / 1000
    throw errors.constraintError(
      Timeout,
      'timeout',
      `Member must have value less than or equal to ${most}`,
    )
  }
  if (Runtime !== undefined) checkRuntime(Runtime)
  if (Environment?.Variables) checkVariables(Environment.Variables)
  checkDeadLetter(world, input.DeadLetterConfig?.TargetArn)
  if (Layers && Layers.length > limits.MAX_LAYERS) throw errors.tooManyLayers(limits.MAX_LAYERS)
  if (SnapStart?.ApplyOn === 'PublishedVersions') {
    // AWS: "Lambda SnapStart": only for Java, Python and .NET.
    throw errors.snapStartUnsupported(Runtime ?? limits.DEFAULT_RUNTIME)
  }
  if (LoggingConfig?.LogFormat === 'Text') {
    const { ApplicationLogLevel, SystemLogLevel } = LoggingConfig
    if ((ApplicationLogLevel ?? SystemLogLevel) !== undefined) throw errors.levelsOfText()
  }
}

/** AWS: API_DeadLetterConfig.html: a queue or a topic; '' means none. */
function checkDeadLetter(world: World, target: string | undefined): void {
  if (target === undefined || target === '') return
  const service = parseArn(target)?.service ?? ''
  // Unverified: the wording.
  if (service !== 'sqs' && service !== 'sns') throw errors.invalidDeadLetter(target)
  const receiver = world.ports.receiver?.(service)
  if (!receiver) {
    const parameter = 'DeadLetterConfig.TargetArn'
    throw world.refuse(new UnsupportedError({ service: 'Lambda', parameter }, target))
  }
  if (!receiver.has(target)) throw errors.invalidDeadLetter(target)
}

function checkRuntime(runtime: string): void {
  if (DEPRECATED.test(runtime)) throw errors.deprecatedRuntime(runtime)
  if (!RUNTIMES.includes(runtime)) throw errors.unknownRuntime(runtime, RUNTIMES)
}

function checkVariables(variables: Readonly<Record<string, string>>): void {
  const reserved = Object.keys(variables).filter(isReservedVariable)
  if (reserved.length > 0) throw errors.reservedVariables(reserved)
  if (Buffer.byteLength(JSON.stringify(variables)) > limits.ENVIRONMENT_BYTES) {
    throw errors.environmentTooLarge(variables)
  }
}

/** The export in `src/app.handler`. AWS: aws-lambda-nodejs-runtime-interface-client. */
const exportNameIn = (handler: string): string =>
  /^[^.]*\.(.+)$/.exec(handler.split('/').at(-1) ?? '')?.[1] ?? 'handler'

type Settings = Pick<
  VersionDefinition,
  | 'deadLetterArn'
  | 'description'
  | 'entryPoint'
  | 'environment'
  | 'exportName'
  | 'memorySize'
  | 'runtime'
  | 'shown'
  | 'timeoutMs'
>

/** Returns the configuration after a request; members that it leaves out stay. */
export function applySettings(before: Settings, input: SettingsInput): Settings {
  const { Handler = before.entryPoint, Timeout, DeadLetterConfig } = input
  return {
    deadLetterArn: DeadLetterConfig
      ? DeadLetterConfig.TargetArn || undefined
      : before.deadLetterArn,
    description: input.Description ?? before.description,
    entryPoint: Handler,
    exportName: Handler === before.entryPoint ? before.exportName : exportNameIn(Handler),
    environment: { ...(input.Environment ? input.Environment.Variables : before.environment) },
    memorySize: input.MemorySize ?? before.memorySize,
    runtime: input.Runtime ?? before.runtime,
    timeoutMs: Timeout === undefined ? before.timeoutMs : Timeout * 1000,
    shown: {
      ...before.shown,
      ...shownIn(input),
      ...(input.LoggingConfig && {
        LoggingConfig: changeLogging(before.shown, input.LoggingConfig),
      }),
    },
  }
}

/** The members that a configuration shows and that change nothing in a test. */
function shownIn(input: SettingsInput): ShownSettings {
  const { Role, KMSKeyArn, TracingConfig, VpcConfig, FileSystemConfigs, EphemeralStorage } = input
  const { Layers, ImageConfig, SnapStart } = input
  return {
    ...(Role !== undefined && { Role }),
    ...(KMSKeyArn !== undefined && { KMSKeyArn }),
    ...(TracingConfig && { TracingConfig }),
    ...(VpcConfig && { VpcConfig: { SecurityGroupIds: [], VpcId: '', ...VpcConfig } }),
    ...(FileSystemConfigs && { FileSystemConfigs }),
    ...(EphemeralStorage && { EphemeralStorage }),
    // Unverified: the size of a layer, whose content is unknown here.
    ...(Layers && { Layers: Layers.map((Arn) => ({ Arn, CodeSize: 0 })) }),
    ...(ImageConfig && { ImageConfigResponse: { ImageConfig } }),
    ...(SnapStart && { SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' } }),
  }
}
