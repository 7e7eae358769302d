/** A bucket's notifications, as requests and answers spell them. */
import type { Ids } from '../../core/ids.ts'
import type {
  FilterRule,
  Notification,
  NotificationKind,
  Notifications,
} from '../buckets/notification.ts'

export interface Destination {
  readonly Id?: string
  readonly Events: readonly string[]
  readonly Filter?: {
    readonly Key?: {
      readonly FilterRules?: readonly { readonly Name?: string; readonly Value?: string }[]
    }
  }
  readonly QueueArn?: string
  readonly TopicArn?: string
  readonly LambdaFunctionArn?: string
}

/** The input of PutBucketNotificationConfiguration and the output of its Get. */
export interface Configuration {
  readonly TopicConfigurations?: readonly Destination[]
  readonly QueueConfigurations?: readonly Destination[]
  readonly LambdaFunctionConfigurations?: readonly Destination[]
  readonly EventBridgeConfiguration?: object
}

interface Spelling {
  readonly list: 'TopicConfigurations' | 'QueueConfigurations' | 'LambdaFunctionConfigurations'
  readonly arn: 'TopicArn' | 'QueueArn' | 'LambdaFunctionArn'
  readonly service: string
  /** The element of the ARN in the request, as errors name it. */
  readonly element: string
}

// Recorded: S3.md, section 11: the elements.
export const SPELLINGS: Readonly<Record<NotificationKind, Spelling>> = {
  topic: { list: 'TopicConfigurations', arn: 'TopicArn', service: 'sns', element: 'Topic' },
  queue: { list: 'QueueConfigurations', arn: 'QueueArn', service: 'sqs', element: 'Queue' },
  function: {
    list: 'LambdaFunctionConfigurations',
    arn: 'LambdaFunctionArn',
    service: 'lambda',
    element: 'CloudFunction',
  },
}

const KINDS: readonly NotificationKind[] = ['topic', 'queue', 'function']

/** Reads a configuration. Nothing in it is checked. */
export const readConfiguration = (ids: Ids, configuration: Configuration): Notifications => ({
  destinations: KINDS.flatMap((kind) => {
    const { list, arn } = SPELLINGS[kind]
    return (configuration[list] ?? []).map((destination): Notification => ({
      id: destination.Id ?? newNotificationId(ids),
      kind,
      arn: destination[arn] ?? '',
      events: destination.Events,
      rules: destination.Filter?.Key?.FilterRules?.map(toRule),
      isEnabled: true,
    }))
  }),
  eventBridge: configuration.EventBridgeConfiguration !== undefined,
})

/** Seen: ids that S3 generates are base64 of a UUID. */
export const newNotificationId = (ids: Ids): string =>
  Buffer.from(ids.uuid('notification')).toString('base64')

/** Recorded: s3-n-8: rule names are answered as `Prefix` and `Suffix`, whatever their case. */
function toRule({ Name = '', Value = '' }: { Name?: string; Value?: string }): FilterRule {
  const known = ['Prefix', 'Suffix'].find((name) => name.toLowerCase() === Name.toLowerCase())
  return { Name: known ?? Name, Value }
}

/** Prints a configuration. */
export function showConfiguration({ destinations, eventBridge }: Notifications): Configuration {
  const lists = KINDS.map((kind): [string, Destination[]] => [
    SPELLINGS[kind].list,
    destinations.filter((each) => each.kind === kind && each.isEnabled).map(showDestination),
  ])
  return {
    ...Object.fromEntries(lists.filter(([, list]) => list.length > 0)),
    ...(eventBridge && { EventBridgeConfiguration: {} }),
  }
}

const showDestination = ({ id, kind, arn, events, rules }: Notification): Destination => ({
  Id: id,
  [SPELLINGS[kind].arn]: arn,
  Events: events,
  ...(rules && { Filter: { Key: { FilterRules: rules } } }),
})
