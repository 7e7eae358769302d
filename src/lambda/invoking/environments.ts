/**
 * Which execution environment runs an invocation: a warm one of the same version and tenant, a
 * provisioned one, or a new one. And whether the concurrency limits let it run.
 */
import type { ServiceError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import type { FunctionDefinition, VersionDefinition } from '../definition/definition.ts'
import { accountConcurrencyExceeded, reservedConcurrencyExceeded } from '../errors.ts'
import { lambdaOptions } from '../region-options.ts'
import { Environment } from '../runtime/environment.ts'
import { runtimeOf, type FunctionRuntime, type LambdaState } from '../state.ts'

/** Environments of one kind take each other's place: same version, tenant and kind of start. */
export interface Pool {
  readonly key: string
  readonly isProvisioned: boolean
}

export interface Taken extends Pool {
  readonly environment: Environment
  readonly isCold: boolean
}

/** The sum of the provisioned environments of a function, or of one of its versions. */
export function provisionedOf(
  { provisioned, aliases }: FunctionDefinition,
  version?: string,
): number {
  let sum = 0
  if (provisioned.size === 0) return sum
  for (const [qualifier, { requested }] of provisioned) {
    const configured = aliases.get(qualifier)?.version ?? qualifier
    if (version === undefined || version === configured) sum += requested
  }
  return sum
}

export const provisionedKey = (version: string): string => `${version}#provisioned`

const hasFreeProvisioned = (
  runtime: FunctionRuntime,
  definition: FunctionDefinition,
  version: string,
): boolean =>
  definition.provisioned.size > 0 &&
  (runtime.busy.get(provisionedKey(version)) ?? 0) < provisionedOf(definition, version)

/** Decides from which pool an invocation gets its environment. */
export function poolOf(
  state: LambdaState,
  definition: FunctionDefinition,
  { version }: VersionDefinition,
  tenantId: string | undefined,
): Pool {
  const runtime = runtimeOf(state, definition.name)
  if (hasFreeProvisioned(runtime, definition, version)) {
    return { key: provisionedKey(version), isProvisioned: true }
  }
  return { key: tenantId === undefined ? version : `${version}@${tenantId}`, isProvisioned: false }
}

/** Takes a frozen environment that has not crashed since its last answer, or makes one. */
export function takeEnvironment(
  world: World,
  { idle }: FunctionRuntime,
  code: VersionDefinition,
  pool: Pool,
): Taken {
  const environments = idle.get(pool.key)
  let environment = environments?.pop()
  while (environment?.isDead) environment = environments?.pop()
  const { key, isProvisioned } = pool
  if (environment) return { key, isProvisioned, environment, isCold: false }
  environment = new Environment(world, code, isProvisioned)
  return { key, isProvisioned, environment, isCold: !isProvisioned }
}

/** Puts a frozen environment back. */
export function keepEnvironment(
  { idle }: FunctionRuntime,
  key: string,
  environment: Environment,
): void {
  const environments = idle.get(key)
  if (environments) environments.push(environment)
  else idle.set(key, [environment])
}

// Below this number of running invocations the default limit cannot be met, so that each invocation
// need not sum up what functions reserve.
// AWS: PutFunctionConcurrency leaves at least 100 unreserved.
const SURELY_UNRESERVED = 100
const DEFAULT_LIMIT = 1_000

/**
 * Returns the error of an invocation that the concurrency limits do not admit.
 *
 * AWS: https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html. Provisioned
 * environments of a function with reserved concurrency count towards it.
 */
export function throttleOf(
  world: World,
  state: LambdaState,
  definition: FunctionDefinition,
  { version }: VersionDefinition,
): ServiceError | undefined {
  const { reservedConcurrency } = definition
  const limit = lambdaOptions.of(world).concurrentExecutions
  const isRoomy = limit >= DEFAULT_LIMIT && state.onDemand < SURELY_UNRESERVED
  if (reservedConcurrency === undefined && isRoomy) {
    return undefined
  }
  const runtime = runtimeOf(state, definition.name)
  if (reservedConcurrency !== 0 && hasFreeProvisioned(runtime, definition, version)) {
    return undefined
  }
  if (reservedConcurrency !== undefined) {
    const free = reservedConcurrency - provisionedOf(definition)
    return runtime.onDemand < free ? undefined : reservedConcurrencyExceeded()
  }
  return state.onDemand < unreservedConcurrency(world, state)
    ? undefined
    : accountConcurrencyExceeded()
}

/** The concurrency that functions without a reservation share. */
export function unreservedConcurrency(world: World, state: LambdaState): number {
  let left = lambdaOptions.of(world).concurrentExecutions
  for (const definition of state.definitions.values()) {
    left -= definition.reservedConcurrency ?? provisionedOf(definition)
  }
  return left
}
