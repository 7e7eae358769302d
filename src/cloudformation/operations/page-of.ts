/** Pages of CloudFormation's lists. */
import { paginate } from '../../core/resources/paging.ts'
import { ServiceError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'

/** AWS: the API pages of DescribeStacks, ListStacks and ListExports (up to 100 a page) */
const PAGE = 100

export interface PageOf<Item> {
  readonly items: readonly Item[]
  readonly next: { readonly NextToken?: string }
}

/** Returns one page in the order of creation. */
export function pageOf<Item>(
  world: World,
  operation: string,
  items: readonly Item[],
  nameOf: (item: Item) => string,
  token: string | undefined,
): PageOf<Item> {
  const position = new Map(items.map((item, index) => [nameOf(item), index]))
  const page = paginate(items, {
    token,
    limit: PAGE,
    scope: { options: world.options, service: 'cloudformation', operation },
    keyOf: (item) => position.get(nameOf(item)) ?? 0,
    // Unverified: the text
    refuse: () => new ServiceError('ValidationError', 'The specified NextToken is not valid.'),
  })
  return {
    items: page.items,
    next: page.nextToken === undefined ? {} : { NextToken: page.nextToken },
  }
}
