import type { Operation, World } from '../../../core/world/world.ts'
import { accessTo } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { changeFunction } from '../../deployment/find.ts'
import { provision } from '../../deployment/provisioning.ts'
import { withEntry } from '../../definition/definition.ts'
import * as errors from '../../deployment-errors.ts'
import { provisionedOf, unreservedConcurrency } from '../../invoking/environments.ts'
import { MIN_UNRESERVED } from '../../limits.ts'
import type { LambdaState } from '../../state.ts'
import { findProvisioned, toProvisioned, type ProvisionedFunction } from './provisioned-answer.ts'

interface Input {
  readonly FunctionName: string
  readonly Qualifier: string
  readonly ProvisionedConcurrentExecutions: number
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_PutProvisionedConcurrencyConfig.html */
export const putProvisionedConcurrencyConfig: Operation<LambdaState, Input, object> =
  defineOperation({
    name: 'PutProvisionedConcurrencyConfig',
    handles: ['FunctionName', 'Qualifier', 'ProvisionedConcurrentExecutions'],
    access: accessTo('PutProvisionedConcurrencyConfig'),
    run(state, { FunctionName, Qualifier, ProvisionedConcurrentExecutions }, { world, record }) {
      const found = findProvisioned(world, state, FunctionName, Qualifier)
      const { qualifier } = found
      if (found.definition.latest.isPerTenant) throw errors.provisionedWithTenants()
      checkTwice(found)
      checkLimits(world, state, found, ProvisionedConcurrentExecutions)
      const config = { requested: ProvisionedConcurrentExecutions, modifiedAt: world.clock.now() }
      const definition = changeFunction(state, found.definition, {
        provisioned: withEntry(found.definition.provisioned, qualifier, config),
      })
      provision(world, state, definition, { qualifier, cause: record })
      // Recorded: test_lambda test_provisioned_concurrency: the answer, whatever exists already.
      return {
        ...toProvisioned(state, definition, qualifier, config),
        AvailableProvisionedConcurrentExecutions: 0,
        AllocatedProvisionedConcurrentExecutions: 0,
        Status: 'IN_PROGRESS',
      }
    },
  })

/** A version and an alias of it cannot both have a configuration. */
function checkTwice({ definition, qualifier }: ProvisionedFunction): void {
  const { aliases, provisioned } = definition
  const version = aliases.get(qualifier)?.version
  if (version !== undefined && provisioned.has(version)) throw errors.provisionedTwice(true)
  for (const alias of provisioned.keys()) {
    if (aliases.get(alias)?.version === qualifier) throw errors.provisionedTwice(false)
  }
}

function checkLimits(
  world: World,
  state: LambdaState,
  { definition, qualifier }: ProvisionedFunction,
  requested: number,
): void {
  const own = definition.provisioned.get(qualifier)?.requested ?? 0
  const { reservedConcurrency } = definition
  if (reservedConcurrency !== undefined) {
    const total = provisionedOf(definition) - own + requested
    if (total > reservedConcurrency) throw errors.provisionedAboveReserved()
    return
  }
  const unreserved = unreservedConcurrency(world, state) + own
  if (requested > unreserved) throw errors.provisionedAboveAccount(unreserved)
  if (unreserved - requested < MIN_UNRESERVED) {
    throw errors.provisionedLeavesTooLittle(MIN_UNRESERVED)
  }
}
