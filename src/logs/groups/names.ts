/** Names and ARNs of log groups and streams. */
import type { ServiceSender } from '../../core/delivery/sender.ts'
import {
  buildArn,
  parseArnOf,
  type ArnForm,
  type ArnScope,
  type ResourceArn,
} from '../../core/resources/arn-form.ts'
import type { ResourceKind } from '../../core/resources/resource-kind.ts'

const GROUP_FORM: ArnForm = {
  service: 'logs',
  type: 'log-group',
  separator: ':',
  qualifier: ':',
}

export const GROUP_KIND: ResourceKind = {
  kind: 'log-group',
  noun: 'a log group',
  arn: GROUP_FORM,
}

/** `arn:aws:logs:us-east-1:123456789012:log-group:g` */
export const groupArn = (scope: ArnScope, name: string): string => buildArn(GROUP_FORM, scope, name)

export const streamArn = (scope: ArnScope, group: string, stream: string): string =>
  buildArn(GROUP_FORM, scope, group, `log-stream:${stream}`)

/** Parses the ARN of a group, with or without `:*`. */
export const parseGroupArn = (text: string): ResourceArn | undefined => {
  const arn = parseArnOf(GROUP_FORM, text)
  return arn && (arn.qualifier === undefined || arn.qualifier === '*') ? arn : undefined
}

/** Returns the name of a group that is given by name or ARN. */
export const groupNameIn = (nameOrArn: string): string =>
  parseGroupArn(nameOrArn)?.name ?? nameOrArn

/** Who delivers the events of a group. AWS: SubscriptionFilters.html: the ARN ends with `:*`. */
export const logsFor = (scope: ArnScope, group: string): ServiceSender => ({
  service: 'logs.amazonaws.com',
  sourceArn: `${groupArn(scope, group)}:*`,
})
