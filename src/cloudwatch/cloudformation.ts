/**
 * CloudWatch's types in templates.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_CloudWatch.html
 */
import {
  listIn,
  pick,
  tagChanges,
  tagList,
  tagsOf,
  textIn,
} from '../core/cloudformation/properties.ts'
import type { ResourceRequest, ResourceTypes } from '../core/cloudformation/types.ts'
import { alarmArn } from './alarms/names.ts'
import { isSimulatedAction } from './alarms/simulated-action.ts'

const SETTINGS = [
  'ActionsEnabled',
  'AlarmDescription',
  'ComparisonOperator',
  'DatapointsToAlarm',
  'Dimensions',
  'EvaluateLowSampleCountPercentile',
  'EvaluationPeriods',
  'ExtendedStatistic',
  'MetricName',
  'Metrics',
  'Namespace',
  'Period',
  'Statistic',
  'Threshold',
  'TreatMissingData',
  'Unit',
]
const ACTIONS = ['AlarmActions', 'InsufficientDataActions', 'OKActions']

export const resourceTypes: ResourceTypes = {
  'AWS::CloudWatch::Alarm': {
    handles: ['AlarmName', ...SETTINGS, ...ACTIONS, 'Tags'],
    create(request) {
      const { properties, call, generateName, stackTags, world } = request
      const name = textIn(properties, 'AlarmName') ?? generateName(255)
      call('cloudwatch', 'PutMetricAlarm', {
        AlarmName: name,
        ...pick(properties, SETTINGS),
        ...actionsOf(request),
        Tags: tagList(tagsOf(properties['Tags'], stackTags)),
      })
      return { id: name, attributes: { Arn: alarmArn(world.options, name) } }
    },
    // AWS: PutMetricAlarm replaces the settings of an alarm of the same name
    update(request) {
      const { id, properties, call, attributes } = request
      call('cloudwatch', 'PutMetricAlarm', {
        AlarmName: id,
        ...pick(properties, SETTINGS),
        ...actionsOf(request),
      })
      const ResourceARN = attributes['Arn']
      const tags = tagChanges(request)
      if (tags && Object.keys(tags.added).length > 0)
        call('cloudwatch', 'TagResource', { ResourceARN, Tags: tagList(tags.added) })
      if (tags && tags.removed.length > 0)
        call('cloudwatch', 'UntagResource', { ResourceARN, TagKeys: tags.removed })
      return { id, attributes }
    },
    delete: ({ id, call }) => void call('cloudwatch', 'DeleteAlarms', { AlarmNames: [id] }),
  },
}

/** A stack may have alarms that scale or reboot something, which nothing here does. */
function actionsOf({ properties, skip, world }: ResourceRequest): Record<string, unknown> {
  return Object.fromEntries(
    ACTIONS.map((list) => {
      const actions = listIn(properties, list)
      const simulated = actions.filter((action) => isSimulatedAction(String(action), world.options))
      if (simulated.length < actions.length) {
        skip(list, 'Actions other than topics and functions are not simulated.')
      }
      return [list, simulated]
    }),
  )
}
