import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { sessionOfSession } from '../errors.ts'
import type { StsState } from '../state.ts'
import { identityOf } from './caller.ts'
import { issue, keysOfDevice, PLAIN_SESSION, type Credentials } from './sessions.ts'

interface Input {
  readonly DurationSeconds?: number
  readonly TokenCode?: string
}

// AWS: GetSessionToken, DurationSeconds: twelve hours, and one hour for the account's owner.
const DEFAULT_SECONDS = 43_200
const OWNER_SECONDS = 3_600

/** AWS: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
export const getSessionToken: Operation<StsState, Input, { readonly Credentials: Credentials }> =
  defineOperation({
    name: 'GetSessionToken',
    // Any code of a device is accepted.
    handles: ['DurationSeconds', 'SerialNumber', 'TokenCode'],
    access: () => [],
    run(state, { DurationSeconds = DEFAULT_SECONDS, TokenCode }, { world, record }) {
      const { userId, arn, session } = identityOf(world, state, record)
      if (session) throw sessionOfSession('GetSessionToken')
      const seconds = arn.endsWith(':root')
        ? Math.min(DurationSeconds, OWNER_SECONDS)
        : DurationSeconds
      const keys = keysOfDevice(TokenCode)
      const same = { ...PLAIN_SESSION, userId, arn, roleArn: undefined, keys }
      return { Credentials: issue(world, state, same, seconds) }
    },
  })
