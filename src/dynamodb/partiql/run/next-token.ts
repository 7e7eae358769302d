/** NextToken: the position after a page of a SELECT. It is valid only for the same statement. */
import { createHash } from 'node:crypto'
import { validation } from '../../errors.ts'
import { fromBase64, newItem, type AttributeValue, type Item } from '../../values/values.ts'
import type { StatementInput } from './statement-input.ts'

/** The position after an item in a range of the statement, or at the start of the range. */
export interface Resume {
  readonly range: number
  readonly key: Item | undefined
}

/**
 * A hash of the statement and its parameters. Limit and ConsistentRead may change between pages.
 */
export const bindingOf = ({ Statement, Parameters }: StatementInput): string =>
  createHash('sha256')
    .update(JSON.stringify([Statement, Parameters ?? []]))
    .digest('base64')

export const toNextToken = ({ range, key }: Resume, binding: string): string =>
  Buffer.from(JSON.stringify({ range, key, binding })).toString('base64')

export function fromNextToken(token: string, binding: string): Resume {
  const content = parseToken(token)
  // AWS, as captured by a peer (eu-west-1).
  if (content.binding !== binding || typeof content.range !== 'number')
    throw validation('NextToken does not match request')
  return { range: content.range, key: content.key && toKey(content.key) }
}

interface Content {
  readonly range?: unknown
  readonly key?: Readonly<Record<string, { S?: string; N?: string; B?: string }>>
  readonly binding?: unknown
}

function parseToken(token: string): Content {
  try {
    const content: unknown = JSON.parse(Buffer.from(token, 'base64').toString())
    if (typeof content === 'object' && content !== null) return content
  } catch {
    // The token is not from this library. It is refused below.
  }
  throw validation('Invalid NextToken')
}

function toKey(content: NonNullable<Content['key']>): Item {
  const key = newItem()
  for (const [name, value] of Object.entries(content))
    key[name] = value.B === undefined ? (value as AttributeValue) : { B: fromBase64(value.B) }
  return key
}
