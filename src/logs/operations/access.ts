/** The permissions of operations on a group or a stream. */
import type { Access, World } from '../../core/world/world.ts'
import { groupArn, groupNameIn, streamArn } from '../groups/names.ts'

interface Named {
  readonly logGroupName?: string
  readonly logGroupIdentifier?: string
}

type AccessOf<Input> = (input: Input, world: World) => Access[]

export const accessToGroup =
  (action: string): AccessOf<Named> =>
  ({ logGroupName, logGroupIdentifier = '' }, { options }) => [
    { action, resource: groupArn(options, logGroupName ?? groupNameIn(logGroupIdentifier)) },
  ]

export const accessToStream =
  (action: string): AccessOf<Named & { readonly logStreamName: string }> =>
  ({ logGroupName, logGroupIdentifier = '', logStreamName }, { options }) => [
    {
      action,
      resource: streamArn(options, logGroupName ?? groupNameIn(logGroupIdentifier), logStreamName),
    },
  ]

export const accessToAll =
  (action: string): AccessOf<object> =>
  (_input, { options }) => [{ action, resource: groupArn(options, '*') }]
