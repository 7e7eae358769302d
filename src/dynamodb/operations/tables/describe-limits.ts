import type { Operation } from '../../../core/world/world.ts'
import type { DynamoDbState } from '../../state/state.ts'
import { parserOf } from '../../api/requests.ts'
import { ACCOUNT_UNITS, TABLE_UNITS } from '../../limits.ts'

// AWS: API_DescribeLimits.html; ServiceQuotas.html#default-limits-throughput
export const describeLimits: Operation<DynamoDbState, object> = {
  name: 'DescribeLimits',
  parse: parserOf('DescribeLimits'),
  run: () => ({
    AccountMaxReadCapacityUnits: ACCOUNT_UNITS,
    AccountMaxWriteCapacityUnits: ACCOUNT_UNITS,
    TableMaxReadCapacityUnits: TABLE_UNITS,
    TableMaxWriteCapacityUnits: TABLE_UNITS,
  }),
}
