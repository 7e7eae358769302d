/**
 * Parameter Store's types in templates.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_SSM.html
 */
import { pick, tagChanges, tagList, tagsOf, textIn } from '../core/cloudformation/properties.ts'
import type { ResourceTypes } from '../core/cloudformation/types.ts'

const SAME = ['Type', 'Value', 'Description', 'AllowedPattern', 'Tier', 'DataType', 'Policies']

export const resourceTypes: ResourceTypes = {
  'AWS::SSM::Parameter': {
    handles: ['Name', 'Tags', ...SAME],
    create({ properties, call, generateName, stackTags }) {
      const name = textIn(properties, 'Name') ?? generateName(1011)
      const tags = tagList(tagsOf(properties['Tags'], stackTags))
      call('ssm', 'PutParameter', {
        Name: name,
        ...pick(properties, SAME),
        ...(tags.length > 0 && { Tags: tags }),
      })
      return { id: name, attributes: pick(properties, ['Type', 'Value']) }
    },
    update(request) {
      const { id, properties, call, changed } = request
      if (changed(...SAME))
        call('ssm', 'PutParameter', { Name: id, Overwrite: true, ...pick(properties, SAME) })
      const tags = tagChanges(request)
      const resource = { ResourceType: 'Parameter', ResourceId: id }
      if (tags && Object.keys(tags.added).length > 0)
        call('ssm', 'AddTagsToResource', { ...resource, Tags: tagList(tags.added) })
      if (tags && tags.removed.length > 0)
        call('ssm', 'RemoveTagsFromResource', { ...resource, TagKeys: tags.removed })
      return { id, attributes: pick(properties, ['Type', 'Value']) }
    },
    delete: ({ id, call }) => void call('ssm', 'DeleteParameter', { Name: id }),
  },
}
