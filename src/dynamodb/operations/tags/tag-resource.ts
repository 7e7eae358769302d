import type { Operation } from '../../../core/world/world.ts'
import { checkTags, mergeTags } from '../../schema/check-settings.ts'
import { validation } from '../../errors.ts'
import type { TagInput } from '../../schema/requests.ts'
import { checkResourceArn, taggedTable } from '../../state/tagged-table.ts'
import { ownTable, setDefinition, type DynamoDbState } from '../../state/state.ts'
import { missingMember } from '../../api/member-refusal.ts'
import { parserOf } from '../../api/requests.ts'

interface Input {
  readonly ResourceArn?: string
  readonly Tags?: readonly TagInput[]
}

// AWS: API_TagResource.html
export const tagResource: Operation<DynamoDbState, Input> = {
  name: 'TagResource',
  parse: parserOf('TagResource'),
  run(state, { ResourceArn, Tags }, { world }) {
    checkResourceArn(ResourceArn)
    if (!Tags) throw missingMember('tags')
    if (Tags.length === 0) throw validation('Atleast one Tag needs to be provided as Input.')
    const tags = checkTags(Tags)
    const { definition } = taggedTable(state, ResourceArn, world)
    const merged = mergeTags(definition.tags, tags)
    setDefinition(ownTable(state, definition.name), { ...definition, tags: merged })
    // AWS's response has no body.
    return undefined
  },
}
