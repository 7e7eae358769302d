/** The statements of services that the test connected with a topic. */
import type { ServiceStatement } from '../core/policies/document.ts'
import type { World } from '../core/world/world.ts'
import type { SnsState } from './state.ts'
import { topicNameIn } from './topics/arns.ts'
import { policyOf } from './topics/attributes.ts'
import type { Topic } from './topics/topic.ts'

export function addStatement(
  { topics }: Pick<SnsState, 'topics'>,
  arn: string,
  statement: ServiceStatement,
  { options }: World,
): void {
  const topic = topics.get(topicNameIn(arn) ?? '')
  if (!topic) return
  const add = (to: Topic): Topic => {
    const { Statement, ...document } = policyOf(to, options.accountId)
    if (Statement.some(({ Sid }) => Sid === statement.Sid)) return to
    const policy = { ...document, Statement: [...Statement, statement] }
    return { ...to, attributes: new Map(to.attributes).set('Policy', JSON.stringify(policy)) }
  }
  const { declared } = topic
  topics.set(topic.name, { ...add(topic), declared: declared && add(declared) })
}
