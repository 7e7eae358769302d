import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import type { SnsState } from '../state.ts'
import { anywhere, pageOf } from './parts.ts'

interface Input {
  readonly NextToken?: string
}

interface Output {
  readonly Topics: readonly { readonly TopicArn: string }[]
  readonly NextToken?: string
}

/** AWS: https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html */
export const listTopics: Operation<SnsState, Input, Output> = defineOperation({
  name: 'ListTopics',
  handles: ['NextToken'],
  access: anywhere('ListTopics'),
  run({ topics }, { NextToken: token }, { world }) {
    const request = { world, operation: 'ListTopics', token }
    const { items, ...next } = pageOf([...topics.values()], request)
    return { Topics: items.map(({ arn }) => ({ TopicArn: arn })), ...next }
  },
})
