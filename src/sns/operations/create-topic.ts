import { pairsOfList } from '../../core/resources/tags.ts'
import { isStale } from '../../core/world/generation.ts'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { invalidParameter } from '../errors.ts'
import { removeTopic, type SnsState } from '../state.ts'
import { topicArn } from '../topics/arns.ts'
import { checkNewAttributes } from '../topics/attributes.ts'
import { checkName } from '../topics/names.ts'
import { checkTags } from '../topics/tags.ts'
import type { Topic } from '../topics/topic.ts'

interface Input {
  readonly Name: string
  readonly Attributes?: Readonly<Record<string, string>>
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[]
}

/** AWS: https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
export const createTopic: Operation<SnsState, Input, { readonly TopicArn: string }> =
  defineOperation({
    name: 'CreateTopic',
    handles: ['Name', 'Attributes', 'Tags.Key', 'Tags.Value'],
    access: ({ Name }, world) => [{ action: 'sns:CreateTopic', resource: topicArn(world, Name) }],
    run(state, { Name, Attributes = {}, Tags = [] }: Input, { world }) {
      const { FifoTopic = 'false', ...given } = Attributes
      const isFifo = FifoTopic.toLowerCase() === 'true'
      checkName(Name, isFifo)
      checkNewAttributes(Attributes, isFifo)
      const tags = checkTags(pairsOfList(Tags))
      const arn = topicArn(world, Name)
      const existing = state.topics.get(Name)
      if (existing && !isStale(existing, world)) {
        checkSame(existing, given, tags)
        return { TopicArn: arn }
      }
      if (existing) removeTopic(state, Name)
      state.topics.set(Name, {
        name: Name,
        arn,
        isFifo,
        attributes: new Map(Object.entries(given)),
        tags,
        deletedSubscriptions: 0,
        declared: undefined,
        generation: world.generation,
      })
      return { TopicArn: arn }
    },
  })

/** Recorded: test_tags (fewer tags are fine). Unverified: the words for attributes. */
function checkSame(
  { attributes, tags }: Topic,
  given: Readonly<Record<string, string>>,
  wanted: ReadonlyMap<string, string>,
): void {
  for (const [name, value] of Object.entries(given)) {
    if ((attributes.get(name) ?? '') === value) continue
    throw invalidParameter('Attributes Reason: Topic already exists with different attributes')
  }
  for (const [key, value] of wanted) {
    if (tags.get(key) === value) continue
    throw invalidParameter('Tags Reason: Topic already exists with different tags')
  }
}
