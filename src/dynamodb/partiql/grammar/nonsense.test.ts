import fc from 'fast-check'
import { describe, it } from 'vitest'
import { isServiceError } from '../../../core/errors.ts'
import type { KeySchema } from '../../schema/definition.ts'
import { planReads } from '../plan/key-plan.ts'
import { parseStatement } from './parser.ts'

const SCHEMA: KeySchema = {
  partition: [{ name: 'a', type: 'S' }],
  sort: [{ name: 'b', type: 'N' }],
}

const token = fc.constantFrom(
  ...'SELECT FROM WHERE INSERT INTO VALUE UPDATE SET REMOVE DELETE AND OR NOT IN IS MISSING NULL TRUE'.split(
    ' ',
  ),
  ...'BETWEEN RETURNING ALL OLD ORDER BY DESC EXISTS a b "a" "t"."i" \'x\' 1 -1 ? ( ) [ ] { } << >> , : . ;'.split(
    ' ',
  ),
  ...'= <> != < <= > >= + - * begins_with( size( set_add( list_append( -- /* */ \' " é \u{1F600} \uD800'.split(
    ' ',
  ),
)
const statement = fc.oneof(
  fc.array(token, { maxLength: 40 }).map((tokens) => tokens.join(' ')),
  fc.array(token, { maxLength: 25 }).map((tokens) => `SELECT * FROM t WHERE ${tokens.join(' ')}`),
  fc.array(token, { maxLength: 25 }).map((tokens) => `UPDATE t SET a = ${tokens.join(' ')}`),
  fc.string({ maxLength: 60, unit: 'binary' }),
)

describe('random tokens', () => {
  it('give AWS errors', () => {
    fc.assert(
      fc.property(statement, (text) => {
        try {
          const parsed = parseStatement(text, [{ S: 'x' }])
          if ('where' in parsed) planReads(parsed.where, SCHEMA)
        } catch (error) {
          if (!isServiceError(error) || error.code !== 'ValidationException') throw error
        }
      }),
      { numRuns: 5000, seed: 7 },
    )
  })
})
