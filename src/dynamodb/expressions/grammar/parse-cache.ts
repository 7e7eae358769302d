/**
 * Caches the trees of expressions, because programs send the same expressions many times with
 * different values. A cached tree has no values. It is reused while the names mean the same
 * attributes and the values have the same types; only the values are replaced (measured: parsing is
 * a quarter of a Query or an UpdateItem).
 */
import { fromBase64, typeOf, type AttributeType, type AttributeValue } from '../../values/values.ts'
import type { Scope } from './scope.ts'

/** Returns the replacement of a value in a tree. */
export type Bind = (value: AttributeValue) => AttributeValue

/**
 * The parser of a kind of expression, and the replacement of values in its tree. `bind` returns
 * undefined if the parser must check the new values.
 */
interface Grammar<Tree, More extends unknown[]> {
  parse(source: string, scope: Scope, ...more: More): Tree
  bind(tree: Tree, bind: Bind): Tree | undefined
}

interface CachedTree<Tree> {
  readonly tree: Tree
  readonly names: readonly (readonly [placeholder: string, attribute: string])[]
  readonly values: readonly CachedValue[]
}

interface CachedValue {
  readonly placeholder: string
  readonly type: AttributeType
  /** The placeholder for the value in the cached tree. */
  readonly mark: AttributeValue
}

const MAX_CACHED = 500

/** Adds a cache to a parser. */
export function withParseCache<Tree, More extends unknown[] = []>(
  grammar: Grammar<Tree, More>,
): (source: string, scope: Scope, ...more: More) => Tree {
  const trees = new Map<string, CachedTree<Tree>>()
  return (source, scope, ...more) => {
    const kept = trees.get(source)
    const rebound = kept && rebind(grammar, kept, scope)
    if (rebound !== undefined) return rebound
    const { names, values } = scope.uses
    const tree = grammar.parse(source, scope, ...more)
    const made = withoutValues(grammar, tree, scope, names, values)
    if (made) {
      if (trees.size >= MAX_CACHED) trees.clear()
      trees.set(source, made)
    }
    return tree
  }
}

function rebind<Tree, More extends unknown[]>(
  grammar: Grammar<Tree, More>,
  { tree, names, values }: CachedTree<Tree>,
  scope: Scope,
): Tree | undefined {
  for (const [placeholder, attribute] of names) {
    if (scope.name(placeholder) !== attribute) return undefined
  }
  if (values.length === 0) return tree
  const given: AttributeValue[] = []
  for (const { placeholder, type } of values) {
    const value = scope.value(placeholder)
    if (value === undefined || !Object.hasOwn(value, type)) return undefined
    given.push(value)
  }
  return grammar.bind(tree, (mark) => {
    for (let at = 0; at < values.length; at++)
      if (values[at]?.mark === mark) return given[at] ?? mark
    return mark
  })
}

// Each mark has the right type for the parser's checks and is a new object, so marks are distinct.
const MARKS: Readonly<Record<AttributeType, () => AttributeValue>> = {
  S: () => ({ S: '' }),
  N: () => ({ N: '0' }),
  B: () => ({ B: fromBase64('') }),
  BOOL: () => ({ BOOL: true }),
  NULL: () => ({ NULL: true }),
  SS: () => ({ SS: [] }),
  NS: () => ({ NS: [] }),
  BS: () => ({ BS: [] }),
  L: () => ({ L: [] }),
  M: () => ({ M: {} }),
}

/** The tree without its values. Undefined if the tree uses a value other than as an operand. */
function withoutValues<Tree, More extends unknown[]>(
  grammar: Grammar<Tree, More>,
  tree: Tree,
  scope: Scope,
  namesBefore: number,
  valuesBefore: number,
): CachedTree<Tree> | undefined {
  const names = scope.namesUsedSince(namesBefore).flatMap((placeholder) => {
    const attribute = scope.names?.[placeholder]
    return attribute === undefined ? [] : [[placeholder, attribute] as const]
  })
  const values: CachedValue[] = []
  const marks = new Map<AttributeValue, AttributeValue>()
  for (const placeholder of scope.valuesUsedSince(valuesBefore)) {
    const value = scope.values?.[placeholder]
    if (!value) continue
    const type = typeOf(value)
    const mark = MARKS[type]()
    // Two placeholders with the same value object are indistinguishable.
    if (marks.has(value)) return undefined
    marks.set(value, mark)
    values.push({ placeholder, type, mark })
  }
  const missing = new Set(marks.keys())
  const bare = grammar.bind(tree, (value) => {
    missing.delete(value)
    return marks.get(value) ?? value
  })
  return bare === undefined || missing.size > 0 ? undefined : { tree: bare, names, values }
}
