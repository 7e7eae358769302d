import type { Operation } from '../../../core/world/world.ts'
import { checkTagKey, tooManyTags } from '../../schema/check-settings.ts'
import { validation } from '../../errors.ts'
import { checkResourceArn, taggedTable } from '../../state/tagged-table.ts'
import { ownTable, setDefinition, type DynamoDbState } from '../../state/state.ts'
import { missingMember } from '../../api/member-refusal.ts'
import { parserOf } from '../../api/requests.ts'

interface Input {
  readonly ResourceArn?: string
  readonly TagKeys?: readonly string[]
}

// AWS (measured, 2026): DDB-TABLE-107: the limit also applies to the keys of one call.
const MOST_KEYS = 50

// AWS: API_UntagResource.html
export const untagResource: Operation<DynamoDbState, Input> = {
  name: 'UntagResource',
  parse: parserOf('UntagResource'),
  run(state, { ResourceArn, TagKeys }, { world }) {
    checkResourceArn(ResourceArn)
    if (!TagKeys) throw missingMember('tagKeys')
    if (TagKeys.length === 0) throw validation('Atleast one Tag Key needs to be provided as Input.')
    for (const key of TagKeys) checkTagKey(key)
    if (TagKeys.length > MOST_KEYS) throw tooManyTags()
    const { definition } = taggedTable(state, ResourceArn, world)
    const tags = definition.tags.filter(({ key }) => !TagKeys.includes(key))
    setDefinition(ownTable(state, definition.name), { ...definition, tags })
    // AWS's response has no body.
    return undefined
  },
}
