/** The permissions of operations. Those on metrics name no resource. */
import type { Access, World } from '../../core/world/world.ts'
import { alarmArn } from '../alarms/names.ts'

export const accessToAll = (action: string) => (): Access[] => [{ action, resource: '*' }]

export const accessToAlarm =
  (action: string) =>
  ({ AlarmName = '*' }: { readonly AlarmName?: string }, { options }: World): Access[] => [
    { action, resource: alarmArn(options, AlarmName) },
  ]

export const accessToAlarms =
  (action: string) =>
  ({ AlarmNames = ['*'] }: { readonly AlarmNames?: readonly string[] }, world: World): Access[] =>
    AlarmNames.map((name) => ({ action, resource: alarmArn(world.options, name) }))
