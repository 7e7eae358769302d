import type { Operation } from '../../../core/world.ts'
import type { DynamoDbState } from '../../state/state.ts'
import { parserOf } from '../../api/requests.ts'

// AWS: API_DescribeLimits.html; ServiceQuotas.html#default-limits-throughput
export const describeLimits: Operation<DynamoDbState, object> = {
  name: 'DescribeLimits',
  parse: parserOf('DescribeLimits'),
  run: () => ({
    AccountMaxReadCapacityUnits: 80000,
    AccountMaxWriteCapacityUnits: 80000,
    TableMaxReadCapacityUnits: 40000,
    TableMaxWriteCapacityUnits: 40000,
  }),
}
