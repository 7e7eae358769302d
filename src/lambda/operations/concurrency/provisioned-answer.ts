import type { World } from '../../../core/world/world.ts'
import { findFunction, type FoundFunction } from '../../deployment/find.ts'
import { provisionedVersion } from '../../deployment/provisioning.ts'
import {
  LATEST,
  type FunctionDefinition,
  type ProvisionedConfig,
} from '../../definition/definition.ts'
import { formatFunctionArn } from '../../definition/function-name.ts'
import * as errors from '../../deployment-errors.ts'
import { functionNotFound } from '../../errors.ts'
import { runtimeOf, type LambdaState } from '../../state.ts'

export type ProvisionedFunction = FoundFunction & { readonly qualifier: string }

/** Finds a function, and checks that the qualifier is one of its versions or aliases. */
export function findProvisioned(
  world: World,
  state: LambdaState,
  functionName: string,
  asked: string,
): ProvisionedFunction {
  const { definition, qualifier = asked } = findFunction(world, state, functionName, asked)
  if (qualifier === LATEST) throw errors.provisionedOnLatest()
  if (!provisionedVersion(definition, qualifier)) {
    const arn = formatFunctionArn(world.options, definition.name, qualifier)
    throw /^\d+$/.test(qualifier) ? functionNotFound(arn) : errors.aliasNotFound(arn)
  }
  return { definition, qualifier }
}

/** A configuration with the state of its environments. AWS: API_GetProvisionedConcurrencyConfig. */
export function toProvisioned(
  state: LambdaState,
  { name }: FunctionDefinition,
  qualifier: string,
  { requested, modifiedAt }: ProvisionedConfig,
): Record<string, unknown> {
  const progress = runtimeOf(state, name).provisioning.get(qualifier)
  const available = progress ? progress.available : requested
  return {
    RequestedProvisionedConcurrentExecutions: requested,
    AvailableProvisionedConcurrentExecutions: available,
    AllocatedProvisionedConcurrentExecutions: available,
    Status: progress?.status ?? 'READY',
    // Recorded: test_lambda test_provisioned_concurrency: an initialization that fails.
    ...(progress?.status === 'FAILED' && { StatusReason: 'FUNCTION_ERROR_INIT_FAILURE' }),
    LastModified: new Date(modifiedAt).toISOString().replace('Z', '+0000'),
  }
}
