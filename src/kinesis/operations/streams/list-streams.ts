import { paginate } from '../../../core/resources/paging.ts'
import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { invalidToken } from '../../errors.ts'
import { PAGE } from '../../limits.ts'
import type { KinesisState } from '../../state.ts'
import { arnOf } from './named-stream.ts'

interface Input {
  readonly Limit?: number
  readonly ExclusiveStartStreamName?: string
  readonly NextToken?: string
}

/** AWS: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListStreams.html */
export const listStreams: Operation<KinesisState, Input, object> = defineOperation({
  name: 'ListStreams',
  handles: ['Limit', 'ExclusiveStartStreamName', 'NextToken'],
  access: () => [{ action: 'kinesis:ListStreams', resource: '*' }],
  run({ streams }, { Limit = PAGE, ExclusiveStartStreamName = '', NextToken }, { world }) {
    // Unverified: that streams are listed by name.
    const after = [...streams.values()]
      .filter(({ name }) => name > ExclusiveStartStreamName)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
    const { items, nextToken } = paginate(after, {
      token: NextToken,
      limit: Limit,
      scope: { options: world.options, service: 'kinesis', operation: 'ListStreams' },
      keyOf: ({ name }) => name,
      refuse: invalidToken,
    })
    return {
      StreamNames: items.map(({ name }) => name),
      HasMoreStreams: nextToken !== undefined,
      ...(nextToken !== undefined && { NextToken: nextToken }),
      StreamSummaries: items.map(({ name, mode, createdAt }) => ({
        StreamName: name,
        StreamARN: arnOf(name, world),
        StreamStatus: 'ACTIVE',
        StreamModeDetails: { StreamMode: mode },
        StreamCreationTimestamp: new Date(createdAt),
      })),
    }
  },
})
