/** Provisioned concurrency: environments that are initialized before their first invocation. */
import { runInWorld } from '../../core/world/context.ts'
import type { JournalRecord } from '../../core/journal.ts'
import { installGlobals, uninstallGlobals } from '../../core/sandbox/install.ts'
import type { World } from '../../core/world/world.ts'
import {
  versionOf,
  type FunctionDefinition,
  type VersionDefinition,
} from '../definition/definition.ts'
import { formatFunctionArn } from '../definition/function-name.ts'
import { commandOf, type ProcessCommand } from '../definition/child-process.ts'
import { keepEnvironment, provisionedKey } from '../invoking/environments.ts'
import { Invocation } from '../records/invocation.ts'
import { installAwsLambda } from '../runtime/awslambda.ts'
import { Environment } from '../runtime/environment.ts'
import { findExport, learn, load, mayBeLoader } from '../runtime/handler-loading.ts'
import { rooms } from '../rooms.ts'
import { runtimeOf, type LambdaState, type Provisioning } from '../state.ts'

/** The version that a version or an alias means. */
export const provisionedVersion = (
  definition: FunctionDefinition,
  qualifier: string,
): VersionDefinition | undefined =>
  versionOf(definition, definition.aliases.get(qualifier)?.version ?? qualifier)

/** Begins to initialize the environments of a version. `region.idle()` waits for it. */
export function provision(
  world: World,
  state: LambdaState,
  definition: FunctionDefinition,
  { qualifier, cause }: { readonly qualifier: string; readonly cause: JournalRecord },
): void {
  const { requested = 0 } = definition.provisioned.get(qualifier) ?? {}
  const code = provisionedVersion(definition, qualifier)
  if (!code) return
  const { name } = definition
  dropProvisioned(world, state, name, code.version)
  const runtime = runtimeOf(state, name)
  const progress: Provisioning = { status: 'IN_PROGRESS', available: 0 }
  runtime.provisioning.set(qualifier, progress)
  const isCurrent = (): boolean =>
    state.runtimes.get(name)?.provisioning.get(qualifier) === progress
  const endWork = world.work.begin(() => `the provisioned concurrency of ${name}:${qualifier}`)
  const initializeAll = async (): Promise<void> => {
    for (let count = 0; count < requested && isCurrent(); count++) {
      const environment = await initialize(world, code, cause)
      if (!environment) {
        progress.status = 'FAILED'
        return
      }
      if (!isCurrent()) environment.discard(world.clock)
      else keepEnvironment(runtime, provisionedKey(code.version), environment)
      progress.available++
    }
    if (isCurrent()) runtime.provisioning.delete(qualifier)
  }
  void initializeAll().finally(endWork)
}

/** Discards the idle provisioned environments of a version. */
export function dropProvisioned(
  world: World,
  state: LambdaState,
  name: string,
  version: string,
): void {
  const { idle } = runtimeOf(state, name)
  const key = provisionedKey(version)
  for (const environment of idle.get(key) ?? []) environment.discard(world.clock)
  idle.delete(key)
}

/** Resolves to an initialized environment, or to undefined if its initialization failed. */
async function initialize(
  world: World,
  code: VersionDefinition,
  cause: JournalRecord,
): Promise<Environment | undefined> {
  const environment = new Environment(world, code, true)
  const command = commandOf(code.handler)
  if (command) return initializeProcess(world, environment, command, cause)
  if (!mayBeLoader(code)) return environment
  installGlobals(world.clock)
  const removeGlobal = installAwsLambda()
  const facts = { world, definition: code, environment }
  try {
    environment.thaw(toInitialization(world, code, cause))
    const crash = new Promise<never>((_, reject) => {
      environment.onCrash = ({ type }) => reject(new Error(type))
    })
    const loading = runInWorld(world, () => load(facts), environment)
    const found = findExport(await Promise.race([loading, crash]), code.exportName)
    if (typeof found !== 'function') return undefined
    learn(facts, true, found as (...args: unknown[]) => unknown)
    return environment
  } catch {
    // The module cannot be loaded, or ends the process.
    environment.discard(world.clock)
    return undefined
  } finally {
    environment.freeze()
    removeGlobal()
    uninstallGlobals()
  }
}

async function initializeProcess(
  world: World,
  environment: Environment,
  command: ProcessCommand,
  cause: JournalRecord,
): Promise<Environment | undefined> {
  environment.thaw(toInitialization(world, environment.definition, cause))
  const isReady = await rooms.lambdaProcesses().startInitialized(world, environment, command)
  environment.freeze()
  if (isReady && !environment.isDead) return environment
  environment.discard(world.clock)
  return undefined
}

/**
 * Stands for the invocation during which an environment is otherwise initialized. No record of it
 * is kept.
 */
const toInitialization = (
  world: World,
  { name, version, memorySize }: VersionDefinition,
  causedBy: JournalRecord,
): Invocation =>
  new Invocation(world.journal, {
    causedBy,
    requestId: world.ids.uuid('invocation'),
    functionName: name,
    version,
    arn: formatFunctionArn(world.options, name, version),
    type: 'RequestResponse',
    attempt: 1,
    coldStart: true,
    eventText: 'null',
    memorySize,
    startedAt: world.clock.now(),
  })
