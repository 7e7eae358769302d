/** Names and ARNs of schedules and groups. */
import { buildArn, parseArnOf, type ArnForm, type ArnScope } from '../core/resources/arn-form.ts'

export const DEFAULT_GROUP = 'default'

const GROUP_FORM: ArnForm = { service: 'scheduler', type: 'schedule-group' }

export const groupArn = (scope: ArnScope, name: string): string => buildArn(GROUP_FORM, scope, name)

export const groupInArn = (arn: unknown): string | undefined =>
  typeof arn === 'string' ? parseArnOf(GROUP_FORM, arn)?.name : undefined

export const SCHEDULE_FORM: ArnForm = { service: 'scheduler', type: 'schedule' }

/** `nightly` in the default group, `reports/nightly` in another: names have no slashes. */
export const keyOf = (name: string, group: string = DEFAULT_GROUP): string =>
  group === DEFAULT_GROUP ? name : `${group}/${name}`

/** The ARN names the default group as well. */
export const scheduleArn = (scope: ArnScope, key: string): string =>
  buildArn(SCHEDULE_FORM, scope, key.includes('/') ? key : `${DEFAULT_GROUP}/${key}`)

/** The key of a schedule that a test names by key or ARN. */
export function keyIn(keyOrArn: string): string {
  const path = parseArnOf(SCHEDULE_FORM, keyOrArn)?.name ?? keyOrArn
  return path.startsWith(`${DEFAULT_GROUP}/`) ? path.slice(DEFAULT_GROUP.length + 1) : path
}
