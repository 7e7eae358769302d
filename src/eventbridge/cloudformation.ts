/**
 * EventBridge's types in templates.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Events.html
 */
import { isObject } from '../core/json.ts'
import {
  documentText,
  listIn,
  pick,
  tagChanges,
  tagList,
  tagsOf,
  textIn,
} from '../core/cloudformation/properties.ts'
import type {
  ResourceProperties,
  ResourceRequest,
  ResourceTypes,
} from '../core/cloudformation/types.ts'
import { isUnsupportedError } from '../core/errors.ts'
import { busArn, DEFAULT_BUS } from './buses/names.ts'

/** A template names a bus by its name or its ARN. */
const busName = (given: string | undefined): string =>
  given?.replace(/^arn:.*:event-bus\//, '') ?? DEFAULT_BUS

const CONNECTION = ['Description', 'AuthorizationType', 'AuthParameters']
const DESTINATION = [
  ...['Description', 'ConnectionArn', 'HttpMethod', 'InvocationEndpoint'],
  'InvocationRateLimitPerSecond',
]

export const resourceTypes: ResourceTypes = {
  'AWS::Events::EventBus': {
    handles: ['Name', 'Description', 'KmsKeyIdentifier', 'Tags'],
    meaningless: ['EventSourceName', 'Policy', 'DeadLetterConfig', 'LogConfig'],
    create({ properties, call, stackTags, world }) {
      const name = String(properties['Name'])
      call('eventbridge', 'CreateEventBus', {
        Name: name,
        ...pick(properties, ['Description', 'KmsKeyIdentifier']),
        Tags: tagList(tagsOf(properties['Tags'], stackTags)),
      })
      return { id: name, attributes: { Arn: busArn(world.options, name), Name: name } }
    },
    update(request) {
      const { id, properties, call, attributes, changed } = request
      if (changed('Description', 'KmsKeyIdentifier'))
        call('eventbridge', 'UpdateEventBus', {
          Name: id,
          ...pick(properties, ['Description', 'KmsKeyIdentifier']),
        })
      const ResourceARN = attributes['Arn']
      const tags = tagChanges(request)
      if (tags && Object.keys(tags.added).length > 0)
        call('eventbridge', 'TagResource', { ResourceARN, Tags: tagList(tags.added) })
      if (tags && tags.removed.length > 0)
        call('eventbridge', 'UntagResource', { ResourceARN, TagKeys: tags.removed })
      return { id, attributes }
    },
    delete: ({ id, call }) => void call('eventbridge', 'DeleteEventBus', { Name: id }),
  },
  'AWS::Events::Rule': {
    handles: [
      ...['Name', 'EventPattern', 'ScheduleExpression', 'State', 'Description', 'RoleArn'],
      ...['EventBusName', 'Targets', 'Tags'],
    ],
    create(request) {
      const { properties, generateName } = request
      const name = textIn(properties, 'Name') ?? generateName(64)
      const bus = busName(textIn(properties, 'EventBusName'))
      const arn = putRule(request, name, bus)
      // Recorded: CF::resources/test_events: a rule of another bus has the bus before its name
      return { id: bus === DEFAULT_BUS ? name : `${bus}|${name}`, attributes: { Arn: arn } }
    },
    // AWS: PutRule replaces the settings of a rule of the same name
    update(request) {
      const { id, properties, before, call, attributes } = request
      const name = id.replace(/^.*\|/, '')
      const bus = busName(textIn(properties, 'EventBusName'))
      putRule(request, name, bus)
      const Ids = targetIdsOf(before).filter((one) => !targetIdsOf(properties).includes(one))
      if (Ids.length > 0)
        call('eventbridge', 'RemoveTargets', { Rule: name, EventBusName: bus, Ids })
      return { id, attributes }
    },
    delete({ id, properties, call }) {
      const rule = {
        Rule: id.replace(/^.*\|/, ''),
        EventBusName: busName(textIn(properties, 'EventBusName')),
      }
      const Ids = targetIdsOf(properties)
      if (Ids.length > 0) call('eventbridge', 'RemoveTargets', { ...rule, Ids })
      call('eventbridge', 'DeleteRule', { Name: rule.Rule, EventBusName: rule.EventBusName })
    },
  },
  'AWS::Events::Archive': {
    handles: ['ArchiveName', 'SourceArn', 'Description', 'EventPattern', 'RetentionDays'],
    meaningless: ['KmsKeyIdentifier'],
    create(request) {
      const { properties, call, generateName } = request
      const ArchiveName = textIn(properties, 'ArchiveName') ?? generateName(48)
      const { ArchiveArn: arn } = call('eventbridge', 'CreateArchive', {
        ...archiveOf(request, ArchiveName),
        EventSourceArn: properties['SourceArn'],
      })
      return { id: ArchiveName, attributes: { Arn: arn, ArchiveName } }
    },
    update(request) {
      const { id, call, attributes } = request
      call('eventbridge', 'UpdateArchive', archiveOf(request, id))
      return { id, attributes }
    },
    delete: ({ id, call }) => void call('eventbridge', 'DeleteArchive', { ArchiveName: id }),
  },
  'AWS::Events::Connection': {
    handles: ['Name', 'Description', 'AuthorizationType', 'AuthParameters'],
    meaningless: ['InvocationConnectivityParameters', 'KmsKeyIdentifier'],
    create({ properties, call, generateName }) {
      const Name = textIn(properties, 'Name') ?? generateName(64)
      const { ConnectionArn: arn } = call('eventbridge', 'CreateConnection', {
        Name,
        ...pick(properties, CONNECTION),
      })
      const { SecretArn } = call('eventbridge', 'DescribeConnection', { Name })
      return { id: Name, attributes: { Arn: arn, ...(SecretArn !== undefined && { SecretArn }) } }
    },
    update({ id, properties, call, attributes }) {
      call('eventbridge', 'UpdateConnection', { Name: id, ...pick(properties, CONNECTION) })
      return { id, attributes }
    },
    delete: ({ id, call }) => void call('eventbridge', 'DeleteConnection', { Name: id }),
  },
  'AWS::Events::ApiDestination': {
    handles: ['Name', ...DESTINATION],
    create({ properties, call, generateName }) {
      const Name = textIn(properties, 'Name') ?? generateName(64)
      const { ApiDestinationArn: arn } = call('eventbridge', 'CreateApiDestination', {
        Name,
        ...pick(properties, DESTINATION),
      })
      const attributes = { Arn: arn, ArnForPolicy: String(arn).replace(/\/[^/]+$/, '') }
      return { id: Name, attributes }
    },
    update({ id, properties, call, attributes }) {
      call('eventbridge', 'UpdateApiDestination', { Name: id, ...pick(properties, DESTINATION) })
      return { id, attributes }
    },
    delete: ({ id, call }) => void call('eventbridge', 'DeleteApiDestination', { Name: id }),
  },
  // Every event is taken here: only other accounts need a policy.
  'AWS::Events::EventBusPolicy': {
    handles: [],
    meaningless: ['EventBusName', 'StatementId', 'Action', 'Principal', 'Condition', 'Statement'],
    create: ({ properties }) => ({ id: String(properties['StatementId']) }),
    update: 'recreate',
  },
}

function archiveOf({ properties }: ResourceRequest, ArchiveName: string): object {
  const pattern = documentText(properties['EventPattern'])
  return {
    ArchiveName,
    ...pick(properties, ['Description', 'RetentionDays']),
    ...(pattern !== undefined && { EventPattern: pattern }),
  }
}

const targetIdsOf = (properties: ResourceProperties): string[] =>
  listIn(properties, 'Targets')
    .filter(isObject)
    .map((target) => String(target['Id']))

/** Returns the rule's ARN. */
function putRule(request: ResourceRequest, name: string, bus: string): unknown {
  const { properties, call } = request
  const pattern = documentText(properties['EventPattern'])
  const { RuleArn: arn } = call('eventbridge', 'PutRule', {
    Name: name,
    EventBusName: bus,
    ...(pattern !== undefined && { EventPattern: pattern }),
    ...pick(properties, ['ScheduleExpression', 'State', 'Description', 'RoleArn']),
  })
  for (const target of listIn(properties, 'Targets'))
    if (isObject(target)) putTarget(request, name, bus, target)
  return arn
}

/** Leaves out a target of a service that is not simulated: the others still receive events. */
function putTarget(
  { call, skip }: ResourceRequest,
  rule: string,
  bus: string,
  target: Readonly<Record<string, unknown>>,
): void {
  try {
    call('eventbridge', 'PutTargets', { Rule: rule, EventBusName: bus, Targets: [target] })
  } catch (error) {
    if (!isUnsupportedError(error)) throw error
    skip(`Targets ${String(target['Id'])}`, error.message)
  }
}
