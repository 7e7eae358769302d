/**
 * EventBridge Scheduler's types in templates.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Scheduler.html
 */
import { pick, tagChanges, tagList, tagsOf, textIn } from '../core/cloudformation/properties.ts'
import type { ResourceProperties, ResourceTypes } from '../core/cloudformation/types.ts'

const SAME = [
  ...['GroupName', 'ScheduleExpression', 'ScheduleExpressionTimezone', 'Description', 'State'],
  ...['KmsKeyArn', 'Target', 'FlexibleTimeWindow'],
]

/** Dates are texts in templates. */
const dateIn = (name: 'StartDate' | 'EndDate', text: string | undefined): object =>
  text === undefined ? {} : { [name]: new Date(text) }

const inputOf = (Name: string, properties: ResourceProperties): object => ({
  Name,
  ...pick(properties, SAME),
  ...dateIn('StartDate', textIn(properties, 'StartDate')),
  ...dateIn('EndDate', textIn(properties, 'EndDate')),
})

export const resourceTypes: ResourceTypes = {
  'AWS::Scheduler::Schedule': {
    handles: ['Name', 'StartDate', 'EndDate', ...SAME],
    create({ properties, call, generateName }) {
      const name = textIn(properties, 'Name') ?? generateName(64)
      const { ScheduleArn: arn } = call('scheduler', 'CreateSchedule', inputOf(name, properties))
      return { id: name, attributes: { Arn: arn } }
    },
    // An update gives every member, as the creation does.
    update({ id, properties, call, attributes }) {
      call('scheduler', 'UpdateSchedule', inputOf(id, properties))
      return { id, attributes }
    },
    delete: ({ id, properties, call }) =>
      void call('scheduler', 'DeleteSchedule', { Name: id, ...pick(properties, ['GroupName']) }),
  },
  'AWS::Scheduler::ScheduleGroup': {
    handles: ['Name', 'Tags'],
    create({ properties, call, generateName, stackTags }) {
      const name = textIn(properties, 'Name') ?? generateName(64)
      const tags = tagList(tagsOf(properties['Tags'], stackTags))
      const { ScheduleGroupArn: arn } = call('scheduler', 'CreateScheduleGroup', {
        Name: name,
        ...(tags.length > 0 && { Tags: tags }),
      })
      return { id: name, attributes: { Arn: arn, State: 'ACTIVE' } }
    },
    update(request) {
      const { id, call, attributes } = request
      const ResourceArn = attributes['Arn']
      const tags = tagChanges(request)
      if (tags && Object.keys(tags.added).length > 0)
        call('scheduler', 'TagResource', { ResourceArn, Tags: tagList(tags.added) })
      if (tags && tags.removed.length > 0)
        call('scheduler', 'UntagResource', { ResourceArn, TagKeys: tags.removed })
      return { id, attributes }
    },
    delete: ({ id, call }) => void call('scheduler', 'DeleteScheduleGroup', { Name: id }),
  },
}
