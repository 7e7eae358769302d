/**
 * EventBridge Scheduler's types in templates.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Scheduler.html
 */
import { pick, tagList, tagsOf, textIn } from '../core/cloudformation/properties.ts'
import type { ResourceTypes } from '../core/cloudformation/types.ts'

const SAME = [
  ...['GroupName', 'ScheduleExpression', 'ScheduleExpressionTimezone', 'Description', 'State'],
  ...['KmsKeyArn', 'Target', 'FlexibleTimeWindow'],
]

/** Dates are texts in templates. */
const dateIn = (name: 'StartDate' | 'EndDate', text: string | undefined): object =>
  text === undefined ? {} : { [name]: new Date(text) }

export const resourceTypes: ResourceTypes = {
  'AWS::Scheduler::Schedule': {
    handles: ['Name', 'StartDate', 'EndDate', ...SAME],
    create({ properties, call, generateName }) {
      const name = textIn(properties, 'Name') ?? generateName(64)
      const { ScheduleArn: arn } = call('scheduler', 'CreateSchedule', {
        Name: name,
        ...pick(properties, SAME),
        ...dateIn('StartDate', textIn(properties, 'StartDate')),
        ...dateIn('EndDate', textIn(properties, 'EndDate')),
      })
      return { id: name, attributes: { Arn: arn } }
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
    delete: ({ id, call }) => void call('scheduler', 'DeleteScheduleGroup', { Name: id }),
  },
}
