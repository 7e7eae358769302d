/** Checks a queue's dead-letter queue. */
import type { ArnScope } from '../../core/resources/arn-form.ts'
import { invalidParameter } from '../errors.ts'
import type { QueueDefinition } from './definition.ts'
import { arnOf, nameInArn } from './names.ts'
import type { QueueState } from './queue.ts'

/**
 * AWS: sqs-dead-letter-queues.html. Unverified: the wordings, which public reports quote, and that
 * the allow policy of the dead-letter queue is checked here.
 */
export function checkRedrive(
  queues: { get(name: string): Pick<QueueState, 'definition'> | undefined },
  scope: ArnScope,
  { name, isFifo, attributes, settings }: QueueDefinition,
): void {
  const { redrive } = settings
  if (!redrive) return
  const refuse = (reason: string): Error =>
    invalidParameter(attributes.get('RedrivePolicy') ?? '', 'RedrivePolicy', reason)
  const targetName = nameInArn(scope, redrive.targetArn)
  const target = targetName === undefined ? undefined : queues.get(targetName)?.definition
  if (!target) throw refuse('Dead letter target does not exist.')
  if (target.isFifo !== isFifo) {
    throw refuse('Dead-letter queue must be same type of queue as the source.')
  }
  const { permission, sourceArns } = target.settings.redriveAllow ?? ALLOW_ALL
  const isAllowed =
    permission === 'allowAll' ||
    (permission === 'byQueue' && sourceArns.includes(arnOf(scope, name)))
  if (!isAllowed) {
    throw refuse('Queue does not have permission to use the dead-letter queue.')
  }
}

const ALLOW_ALL = { permission: 'allowAll', sourceArns: [] as readonly string[] } as const

/** Returns the names of the queues whose dead-letter queue this is. */
export function sourcesOf(
  queues: { values(): Iterable<Pick<QueueState, 'definition'>> },
  scope: ArnScope,
  name: string,
): string[] {
  const arn = arnOf(scope, name)
  return [...queues.values()]
    .filter(({ definition }) => definition.settings.redrive?.targetArn === arn)
    .map(({ definition }) => definition.name)
}
