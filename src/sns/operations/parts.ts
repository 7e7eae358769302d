/** What the operations share: access, pages. */
import { paginate } from '../../core/resources/paging.ts'
import type { Access, World } from '../../core/world/world.ts'
import { invalidParameter } from '../errors.ts'
import { PAGE } from '../limits.ts'

export interface TopicInput {
  readonly TopicArn: string
}

export const onTopic =
  (action: string) =>
  <Input extends TopicInput>({ TopicArn }: Input): Access[] => [
    { action: `sns:${action}`, resource: TopicArn },
  ]

export interface SubscriptionInput {
  readonly SubscriptionArn: string
}

/** AWS: actions on a subscription need a permission on its topic. */
export const onSubscription =
  (action: string) =>
  <Input extends SubscriptionInput>({ SubscriptionArn }: Input): Access[] => [
    { action: `sns:${action}`, resource: SubscriptionArn.replace(/:[^:]*$/, '') },
  ]

export const anywhere = (action: string) => (): Access[] => [
  { action: `sns:${action}`, resource: '*' },
]

interface PageRequest {
  readonly world: World
  readonly operation: string
  readonly request?: unknown
  readonly token: string | undefined
}

/** A page of 100. Its entries are numbered in the order of their creation. */
export function pageOf<Item>(
  items: readonly Item[],
  { world, operation, request, token }: PageRequest,
): { readonly items: readonly Item[]; readonly NextToken?: string } {
  const numbered = items.map((item, number) => ({ item, number }))
  const page = paginate(numbered, {
    token,
    limit: PAGE,
    scope: { options: world.options, service: 'sns', operation, request },
    keyOf: ({ number }) => number,
    // Unverified: the wording.
    refuse: () => invalidParameter('NextToken'),
  })
  return {
    items: page.items.map(({ item }) => item),
    ...(page.nextToken !== undefined && { NextToken: page.nextToken }),
  }
}
