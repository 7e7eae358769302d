import type { Operation } from '../../../core/world/world.ts'
import { checkResourceArn, taggedTable } from '../../state/tagged-table.ts'
import type { DynamoDbState } from '../../state/state.ts'
import { parserOf } from '../../api/requests.ts'

interface Input {
  readonly ResourceArn?: string
  readonly NextToken?: string
}

// AWS: API_ListTagsOfResource.html. A table's 50 tags fit on one page.
export const listTagsOfResource: Operation<DynamoDbState, Input> = {
  name: 'ListTagsOfResource',
  parse: parserOf('ListTagsOfResource'),
  run(state, { ResourceArn }, { world }) {
    checkResourceArn(ResourceArn)
    const { definition } = taggedTable(state, ResourceArn, world)
    return { Tags: definition.tags.map(({ key, value }) => ({ Key: key, Value: value })) }
  },
}
