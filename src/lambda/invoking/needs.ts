/** What Lambda itself does with the role of a function: it reads event sources, and sends on. */
import { accessToSend } from '../../core/delivery/sender.ts'
import type { Access, World } from '../../core/world/world.ts'
import { formatFunctionArn } from '../definition/function-name.ts'
import { NEEDED } from '../definition/source-permissions.ts'
import type { LambdaState } from '../state.ts'

/**
 * Returns the permissions that the role of a function needs for its event source mappings,
 * destinations and dead-letter queues. AWS checks most of them when they are configured.
 */
export function needsOf(
  { definitions, mappings }: LambdaState,
  options: World['options'],
  functionName: string,
): readonly Access[] {
  const definition = definitions.get(functionName)
  if (!definition) return []
  const own = [...mappings.definitions.values()].filter(
    ({ target }) => target.split(':', 1)[0] === functionName,
  )
  const configs = [definition.eventDefaults, ...definition.eventConfigs.values()]
  const receivers = [
    ...own.map(({ onFailure }) => onFailure),
    ...configs.flatMap((config) => [config?.onSuccess, config?.onFailure]),
    definition.latest.deadLetterArn,
  ]
  return [
    ...own.flatMap(({ service, sourceArn }) =>
      NEEDED[service].map((action) => ({ action, resource: sourceArn })),
    ),
    ...receivers.flatMap((receiver) =>
      receiver === undefined ? [] : accessToSend(arnOf(options, receiver)),
    ),
  ]
}

/** Destinations that are functions may be given by name. */
const arnOf = (options: World['options'], receiver: string): string => {
  if (receiver.startsWith('arn:')) return receiver
  const [name = '', qualifier] = receiver.split(':')
  return formatFunctionArn(options, name, qualifier)
}
