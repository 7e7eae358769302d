/** Versions, aliases and provisioned concurrency of a handle, through the operations of the API. */
import { MisuseError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { LATEST } from '../definition/definition.ts'
import type { AliasOption } from '../option-checks.ts'
import { lambda } from '../service.ts'

const call = <Output>(world: World, operation: string, input: object): Output =>
  world.callSync({ service: lambda.id, operation, input, source: 'service' }) as Output

export const publishVersion = (world: World, name: string): string =>
  call<{ Version: string }>(world, 'PublishVersion', { FunctionName: name }).Version

/** Creates the alias, or changes an existing one: its weights are those given. */
export function putAlias(world: World, name: string, alias: string, to: AliasOption): void {
  const { version, weights = {} } = typeof to === 'string' ? { version: to } : to
  const exists = world.state(lambda).definitions.get(name)?.aliases.has(alias) ?? false
  call(world, exists ? 'UpdateAlias' : 'CreateAlias', {
    FunctionName: name,
    Name: alias,
    FunctionVersion: version,
    RoutingConfig: { AdditionalVersionWeights: weights },
  })
}

export function provisionConcurrency(
  world: World,
  name: string,
  qualifier: string | undefined,
  count: number,
): void {
  if (qualifier === undefined || qualifier === LATEST) {
    throw new MisuseError(
      `${name}.provision() was called on ${LATEST}.`,
      "a version or an alias: fn.qualifier('prod').provision(2)",
      'Lambda provisions concurrency only for published versions.',
    )
  }
  const FunctionName = name
  const Qualifier = qualifier
  if (count === 0) call(world, 'DeleteProvisionedConcurrencyConfig', { FunctionName, Qualifier })
  else {
    call(world, 'PutProvisionedConcurrencyConfig', {
      FunctionName,
      Qualifier,
      ProvisionedConcurrentExecutions: count,
    })
  }
}
