import { ServiceError } from '../../../core/errors.ts'

// AWS: API_GetDurableExecutionState, MaxItems: 100 by default and for 0, 1000 at most.
const DEFAULT = 100
const MOST = 1000

export function pageSize(maxItems: number | undefined): number {
  if (maxItems === undefined || maxItems === 0) return DEFAULT
  if (maxItems > 0 && maxItems <= MOST) return maxItems
  const bound = maxItems < 0 ? 'greater than or equal to 0' : `less than or equal to ${MOST}`
  throw new ServiceError(
    'ValidationException',
    `1 validation error detected: Value '${maxItems}' at 'maxItems' failed to satisfy constraint: Member must have value ${bound}`,
  )
}
