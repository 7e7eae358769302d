import type { Operation } from '../../../core/world/world.ts'
import type { DynamoDbState } from '../../state/state.ts'
import { parserOf } from '../../api/requests.ts'

// AWS: API_DescribeEndpoints.html
export const describeEndpoints: Operation<DynamoDbState, object> = {
  name: 'DescribeEndpoints',
  parse: parserOf('DescribeEndpoints'),
  run: (_state, _input, { world }) => ({
    Endpoints: [
      { Address: `dynamodb.${world.options.region}.amazonaws.com`, CachePeriodInMinutes: 1440 },
    ],
  }),
}
