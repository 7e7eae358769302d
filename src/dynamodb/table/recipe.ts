/** Updates by an immer recipe: turns the changes of the draft into the input of UpdateItem. */
import { current, enableMapSet, Immer, isDraft } from 'immer'
import { nameOf } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import { isThenable } from '../../core/maybe-promise.ts'
import { asKept } from '../values/as-kept.ts'
import { equalValues } from '../values/compare.ts'
import { Placeholders } from './key-conditions.ts'
import { toItem, type CallSite } from '../values/marshal.ts'
import { merge, type Input } from './options.ts'
import { fromItem } from '../values/unmarshal.ts'
import type { AttributeValue, Item } from '../values/values.ts'

// AWS: ServiceQuotas.html#limits-expression-parameters: an expression has at most 4 KB and 300
// operators. Larger changes use AttributeUpdates.
const MAX_EXPRESSION_LENGTH = 4096
const MAX_CHANGES = 300

const immer = /* #__PURE__ */ new Immer({ autoFreeze: false })

/** The changes that a recipe made: attributes with new values, and removed attributes. */
interface Changes {
  readonly set: readonly (readonly [name: string, value: AttributeValue])[]
  readonly remove: readonly string[]
}

/** Runs the recipe on a draft of `stored` and adds its changes to the input of UpdateItem. */
export function applyRecipe(
  input: Input,
  stored: Item,
  recipe: (draft: never) => unknown,
  site: CallSite,
): void {
  const keyNames = Object.keys(input.Key as Item)
  const changed = runRecipe(fromItem(stored), keyNames, recipe as (draft: Members) => unknown, site)
  const changes = diff(stored, toItem(changed, { ...site, dropEmptySets: true }))
  if (changes.set.length + changes.remove.length === 0) return
  if (!applyExpression(input, changes)) applyAttributeUpdates(input, changes, site)
}

type Members = Record<string, unknown>

function runRecipe(
  base: Members,
  keyNames: readonly string[],
  recipe: (draft: Members) => unknown,
  { caller }: CallSite,
): object {
  enableMapSet()
  const draft = immer.createDraft(base)
  const result = recipe(draft)
  if (isThenable(result)) {
    throw new MisuseError(
      `${caller}: the recipe is asynchronous.`,
      'a recipe that changes its draft synchronously',
      'Await any promises before the update.',
    )
  }
  const replacement = replacementIn(result, draft, base, keyNames)
  const finished = immer.finishDraft(draft)
  return replacement ?? finished
}

/**
 * The item that a recipe returned instead of its draft, as in immer. It may contain drafts. The
 * results of `draft => draft.list.push(x)` and `draft => (draft.meta = { a: 1 })` are not such
 * items.
 */
function replacementIn(
  result: unknown,
  draft: Members,
  base: Members,
  keyNames: readonly string[],
): object | undefined {
  if (!isPlainObject(result) || result === draft || result === base) return undefined
  if (isDraft(result) || current(draft) !== base) {
    const isItem = keyNames.every((name) => name in result)
    if (!isItem || Object.values(draft).includes(result)) return undefined
  }
  return withoutDrafts(result, new Map()) as object
}

/**
 * A copy with the current values of all drafts in it: drafts cannot be read after `finishDraft`.
 */
function withoutDrafts(value: unknown, copies: Map<object, unknown>): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (isDraft(value)) return current(value)
  const known = copies.get(value)
  if (known !== undefined) return known
  const copied = <Copy extends object>(copy: Copy, fill: (copy: Copy) => void): Copy => {
    copies.set(value, copy)
    fill(copy)
    return copy
  }
  const inner = (each: unknown): unknown => withoutDrafts(each, copies)
  if (Array.isArray(value)) {
    return copied<unknown[]>([], (copy) => value.forEach((each) => copy.push(inner(each))))
  }
  if (value instanceof Set) {
    return copied(new Set(), (copy) => value.forEach((each) => copy.add(inner(each))))
  }
  if (value instanceof Map) {
    return copied(new Map(), (copy) => value.forEach((each, name) => copy.set(name, inner(each))))
  }
  if (!isPlainObject(value)) return value
  return copied({}, (copy) => {
    for (const [name, each] of Object.entries(value)) {
      // `__proto__` becomes an own member, too.
      Object.defineProperty(copy, name, { value: inner(each), enumerable: true })
    }
  })
}

const isPlainObject = (value: unknown): value is object => nameOf(value) === 'an object'

function diff(before: Item, after: Item): Changes {
  const set: [string, AttributeValue][] = []
  const remove: string[] = []
  for (const [name, value] of Object.entries(after)) {
    const old = before[name]
    const isSame = old && (equalValues(old, value) || equalValues(old, asKept(value)))
    if (!isSame) set.push([name, value])
  }
  for (const name in before) if (after[name] === undefined) remove.push(name)
  return { set, remove }
}

/** Writes the changes as an UpdateExpression. Returns false when they exceed its limits. */
function applyExpression(input: Input, { set, remove }: Changes): boolean {
  if (set.length + remove.length > MAX_CHANGES) return false
  const placeholders = new Placeholders({
    names: input.ExpressionAttributeNames,
    values: input.ExpressionAttributeValues,
  })
  const sets = set.map(
    ([name, value]) => `${placeholders.name(name)} = ${placeholders.value(name, value)}`,
  )
  const removes = remove.map((name) => placeholders.name(name))
  const expression = [
    sets.length > 0 && `SET ${sets.join(', ')}`,
    removes.length > 0 && `REMOVE ${removes.join(', ')}`,
  ]
    .filter(Boolean)
    .join(' ')
  if (Buffer.byteLength(expression) > MAX_EXPRESSION_LENGTH) return false
  input.UpdateExpression = expression
  const { names, values } = placeholders
  if (names) input.ExpressionAttributeNames = merge(input.ExpressionAttributeNames, names)
  if (values) input.ExpressionAttributeValues = merge(input.ExpressionAttributeValues, values)
  return true
}

function applyAttributeUpdates(input: Input, { set, remove }: Changes, { caller }: CallSite): void {
  if (input.ConditionExpression !== undefined) {
    throw new MisuseError(
      `${caller}: the recipe changed ${set.length + remove.length} attributes, too many for an expression.`,
      'fewer changes, or no condition',
    )
  }
  input.AttributeUpdates = Object.fromEntries([
    ...set.map(([name, Value]) => [name, { Action: 'PUT', Value }] as const),
    ...remove.map((name) => [name, { Action: 'DELETE' }] as const),
  ])
}
