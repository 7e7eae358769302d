/** The ARNs of alarms. */
import type { WorldOptions } from '../../core/world/world.ts'

type Names = Pick<WorldOptions, 'region' | 'accountId'>

export const alarmArn = ({ region, accountId }: Names, name: string): string =>
  `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`

/** Returns the name of an alarm from its ARN, or undefined. */
export const alarmNameIn = (arn: string): string | undefined =>
  /^arn:[\w-]+:cloudwatch:[\w-]+:\d{12}:alarm:(.+)$/.exec(arn)?.[1]
