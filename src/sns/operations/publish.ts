import { leave } from '../../core/delivery/outbox.ts'
import { UnsupportedError } from '../../core/errors.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { invalidParameter } from '../errors.ts'
import { MAX_MESSAGE_BYTES } from '../limits.ts'
import {
  bytesOf,
  checkContent,
  checkIds,
  textFor,
  toOutgoing,
  type PublishRequest,
} from '../messages/checks.ts'
import { publish as publishTo, type PublishAnswer } from '../publishing/publish.ts'
import { existingTopic, type SnsState } from '../state.ts'
import { isPhoneNumber, normalPhoneNumber } from '../phone-numbers.ts'

interface Input extends PublishRequest {
  readonly TopicArn?: string
  readonly TargetArn?: string
  readonly PhoneNumber?: string
}

/** AWS: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const publish: Operation<SnsState, Input, PublishAnswer> = defineOperation({
  name: 'Publish',
  handles: [
    'TopicArn',
    'TargetArn',
    'PhoneNumber',
    'Message',
    'Subject',
    'MessageStructure',
    'MessageAttributes',
    'MessageDeduplicationId',
    'MessageGroupId',
  ],
  access: ({ TopicArn, TargetArn }) => [
    { action: 'sns:Publish', resource: TopicArn ?? TargetArn ?? '*' },
  ],
  run(state, input: Input, { world, record }) {
    const { TopicArn, TargetArn, PhoneNumber } = input
    checkContent(input)
    if (PhoneNumber !== undefined && !isPhoneNumber(PhoneNumber)) {
      throw invalidParameter(`PhoneNumber Reason: ${PhoneNumber} is not valid to publish to`)
    }
    if (bytesOf(input) > MAX_MESSAGE_BYTES) throw invalidParameter('Message too long')
    if (PhoneNumber !== undefined) return text(state, world, { PhoneNumber, input, record })
    const arn = TopicArn ?? TargetArn
    // Unverified: the wording.
    if (arn === undefined)
      throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter')
    if (/:(endpoint|app)\//.test(arn)) {
      throw new UnsupportedError({
        service: 'SNS',
        operation: 'Publish',
        parameter: 'TargetArn of a mobile endpoint',
      })
    }
    // Recorded: test_publish_message_by_target_arn: TargetArn may be a topic's.
    const topic = existingTopic(
      state,
      world,
      arn,
      TopicArn === undefined ? 'TargetArn' : 'TopicArn',
    )
    checkIds(topic, input)
    return publishTo(state, world, topic, toOutgoing(topic, input), record)
  },
})

interface TextRequest {
  readonly PhoneNumber: string
  readonly input: PublishRequest
  readonly record: JournalRecord
}

/** A text message to one telephone. */
function text(
  { optedOut }: SnsState,
  world: World,
  { PhoneNumber: to, input, record }: TextRequest,
): PublishAnswer {
  const message = textFor(toOutgoing(undefined, input), 'sms')
  // AWS: sms_publish-to-phone.html: SNS answers as always, and sends nothing to one that is opted out.
  if (!optedOut.has(normalPhoneNumber(to))) {
    const subject = undefined
    leave(world, 'sns', record, { to, via: 'sms', subject, text: message, code: undefined })
  }
  return { MessageId: world.ids.uuid('message') }
}
