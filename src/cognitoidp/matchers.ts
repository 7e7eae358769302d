/** `toHaveUser`, for pools; `toHaveClaims`, for tokens. */
import { contains, countDifferences } from '../core/compare.ts'
import { MisuseError } from '../core/errors.ts'
import { handleOf } from '../core/handle.ts'
import { diff } from '../core/matching/diff.ts'
import { described } from '../core/matching/expected.ts'
import { list, paragraphs } from '../core/matching/words.ts'
import type { Outcome } from '../core/world/world.ts'
import type { UserPool } from './handle/user-pool.ts'
import type { UserRecord } from './handle/user.ts'
import { decodeToken } from './keys/jwt.ts'

function toPool(subject: unknown): UserPool {
  if (handleOf(subject)?.kind === 'user-pool') return subject as UserPool
  throw new MisuseError(`toHaveUser received ${described(subject)}.`, 'a user pool')
}

/** A user by its name, sub, email or telephone number. */
const isNamed = ({ username, sub, attributes }: UserRecord, name: string): boolean =>
  username === name ||
  sub === name ||
  ['email', 'phone_number', 'preferred_username'].some((each) => attributes[each] === name)

/** Asserts that a pool has a user, with these members. */
export function toHaveUser(subject: unknown, name: string, partial: object = {}): Outcome {
  const pool = toPool(subject)
  const { users } = pool
  const found = users.find((user) => isNamed(user, name))
  const pass = found !== undefined && contains(found, partial)
  return {
    pass,
    trace: { of: subject },
    message(negated, paint) {
      if (negated) return `Expected ${pool.name} not to have the user '${name}', but it has.`
      if (!found)
        return paragraphs(
          `Expected ${pool.name} to have the user '${name}'.`,
          users.length > 0
            ? `Its users:\n${list(users.map(({ username }) => username))}`
            : 'It has no users.',
        )
      return paragraphs(
        `Expected the user '${name}' of ${pool.name} to have the members marked '-' (${countDifferences(found, partial)} differ):`,
        diff(partial, found, paint),
      )
    },
  }
}

/** Asserts that a token has these claims. Its signature is not checked. */
export function toHaveClaims(subject: unknown, partial: object): Outcome {
  const token = typeof subject === 'string' ? decodeToken(subject) : undefined
  if (!token)
    throw new MisuseError(`toHaveClaims received ${described(subject)}.`, 'a JSON Web Token')
  const { claims } = token
  return {
    pass: contains(claims, partial),
    message: (negated, paint) =>
      negated
        ? 'Expected the token not to have these claims, but it has.'
        : paragraphs(
            "Expected the token to have the claims marked '-':",
            diff(partial, claims, paint),
          ),
  }
}
