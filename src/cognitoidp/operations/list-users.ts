import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { invalidParameter } from '../errors.ts'
import { findPool } from '../pools/find.ts'
import type { CognitoState, StoredUser } from '../state.ts'
import { accessTo, attributeList, describeUser, pageOf, type PoolInput } from './parts.ts'

interface Input extends PoolInput {
  readonly AttributesToGet?: readonly string[]
  readonly Limit?: number
  readonly PaginationToken?: string
  readonly Filter?: string
}

// AWS: API_ListUsers.html, Filter
const SEARCHABLE = [
  ...['username', 'email', 'phone_number', 'name', 'given_name', 'family_name'],
  ...['preferred_username', 'cognito:user_status', 'status', 'sub'],
]

const FILTER = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/s

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html */
export const listUsers: Operation<CognitoState, Input, object> = defineOperation({
  name: 'ListUsers',
  handles: ['UserPoolId', 'AttributesToGet', 'Limit', 'PaginationToken', 'Filter'],
  access: accessTo('ListUsers'),
  run(state, input, { world }) {
    const pool = findPool(state, input.UserPoolId)
    const matches = toFilter(input.Filter)
    const users = [...state.users.values()].filter(
      (user) => user.poolId === pool.id && matches(user),
    )
    const scope = [input.UserPoolId, input.Filter ?? null]
    const page = pageOf(world, 'ListUsers', scope, users, ({ username }) => username, {
      limit: input.Limit,
      token: input.PaginationToken,
    })
    const { AttributesToGet: wanted } = input
    return {
      Users: page.items.map((user) => ({
        ...describeUser(user),
        ...(wanted && {
          Attributes: attributeList(user).filter(({ Name }) => wanted.includes(Name)),
        }),
      })),
      ...(page.nextToken !== undefined && { PaginationToken: page.nextToken }),
    }
  },
})

// Unverified: the wordings.
function toFilter(text: string | undefined): (user: StoredUser) => boolean {
  if (text === undefined || text.trim() === '') return () => true
  const [, name = '', operator, quoted = ''] = FILTER.exec(text) ?? []
  if (operator === undefined) throw invalidParameter('Error while parsing filter')
  if (!SEARCHABLE.includes(name)) throw invalidParameter(`Invalid search attribute: ${name}`)
  const value = quoted.replace(/\\(.)/g, '$1')
  return (user) => {
    const actual = searchedValue(user, name)
    return operator === '=' ? actual === value : actual.startsWith(value)
  }
}

function searchedValue(user: StoredUser, name: string): string {
  if (name === 'username') return user.username
  if (name === 'cognito:user_status') return user.status
  if (name === 'status') return user.isEnabled ? 'Enabled' : 'Disabled'
  return user.attributes[name] ?? ''
}
