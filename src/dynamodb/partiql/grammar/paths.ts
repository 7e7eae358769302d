/** Parses document paths in statements. */
import { validation } from '../../errors.ts'
import { indexOutOfRange } from '../../expressions/grammar/problems.ts'
import type { Path } from '../../expressions/grammar/tree.ts'
import { notWellFormed, unexpectedPathComponent } from '../errors.ts'
import type { Cursor } from './cursor.ts'

const MAX_LIST_INDEX = 2 ** 31 - 1

/** A name in a path. Unverified: that AWS refuses an empty one in every path, as it does behind FROM. */
export function nameIn(text: string): string {
  if (text === '') throw validation('Path component cannot be an empty string')
  return text
}

/**
 * Parses a, "a".b, a['b'], a[0]. `simple` paths are the targets of SET and REMOVE: PartiQL's grammar
 * has no wildcards there. DynamoDB refuses them everywhere.
 */
export function parsePath(cursor: Cursor, simple = false): Path {
  if (!cursor.atName()) throw cursor.unexpected()
  const path: [string, ...(string | number)[]] = [nameIn(cursor.advance().text)]
  for (;;) {
    const step = cursor.takeSymbol('.')
      ? parseName(cursor, simple)
      : cursor.takeSymbol('[')
        ? parseBrackets(cursor, simple)
        : END
    if (step === END) return path
    if (step !== undefined) path.push(step)
  }
}

const END = Symbol('end')

/** A step of a path. Undefined for one whose problem was noted. */
type Step = string | number | undefined

// Unverified: the wordings of the two errors of simple paths, which are the PartiQL parser's.
function parseName(cursor: Cursor, simple: boolean): Step {
  if (!cursor.atSymbol('*')) return nameIn(cursor.expectName('Invalid path dot component'))
  if (simple) throw notWellFormed('Invalid path dot component for simple path')
  return refuse(cursor)
}

function parseBrackets(cursor: Cursor, simple: boolean): Step {
  if (simple && cursor.atSymbol('*')) throw notWellFormed('Invalid path component for simple path')
  const step = parseComponent(cursor)
  cursor.expectSymbol(']')
  return step
}

// Unverified: that AWS refuses other components than names and indexes at their own position.
function parseComponent(cursor: Cursor): Step {
  const { kind, text } = cursor.token
  if (kind === 'string') return nameIn(cursor.advance().text)
  if (cursor.atSymbol('*')) return refuse(cursor)
  if (cursor.atSymbol('?')) {
    cursor.parameter()
    return refuse(cursor)
  }
  if (kind === 'number' && !/^\d+$/.test(text)) return refuse(cursor)
  if (!cursor.atName()) return parseIndex(cursor)
  cursor.note(unexpectedPathComponent(cursor.positionOf(cursor.token)))
  cursor.descend()
  parsePath(cursor)
  cursor.ascend()
  return undefined
}

function refuse(cursor: Cursor): undefined {
  cursor.note(unexpectedPathComponent(cursor.positionOf(cursor.advance())))
  return undefined
}

function parseIndex(cursor: Cursor): number {
  const negative = cursor.takeSymbol('-')
  const { token } = cursor
  if (token.kind !== 'number' || !/^\d+$/.test(token.text))
    throw notWellFormed('Invalid path component')
  cursor.advance()
  const index = Number(token.text)
  if ((negative && index > 0) || index > MAX_LIST_INDEX)
    cursor.note(
      validation(
        `${indexOutOfRange((negative ? '-' : '') + token.text)} at ${cursor.positionOf(token)}`,
      ),
    )
  return index
}
