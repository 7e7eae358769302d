/** Pages of queues, for ListQueues and ListDeadLetterSourceQueues. */
import { paginate, type Page } from '../../core/resources/paging.ts'
import type { World } from '../../core/world/world.ts'
import { invalidParameter, invalidValue } from '../errors.ts'
import { MAX_LISTED } from '../limits.ts'

export interface ListRequest {
  readonly world: World
  readonly operation: string
  /** The member that must be the same on each page. */
  readonly request: string
  readonly token: string | undefined
  /** MaxResults. */
  readonly most: number | undefined
}

/** Unverified: that queues are listed by name, and the wordings. */
export function listNames(
  names: readonly string[],
  { world, operation, request, token, most }: ListRequest,
): Page<string> {
  if (most !== undefined && !(most >= 1 && most <= MAX_LISTED)) {
    throw invalidParameter(most, 'MaxResults', `Must be between 1 and ${MAX_LISTED}, if provided.`)
  }
  const { items, nextToken } = paginate([...names].sort(), {
    token,
    limit: most ?? MAX_LISTED,
    scope: { options: world.options, service: 'sqs', operation, request },
    keyOf: (name) => name,
    refuse: () => invalidValue('Invalid NextToken value.'),
  })
  // AWS: API_ListQueues.html: a token only for a request with MaxResults.
  return { items, nextToken: most === undefined ? undefined : nextToken }
}
