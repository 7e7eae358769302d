/** Updates by an immer recipe: turns the changes of the draft into the input of UpdateItem. */
import { enableMapSet, Immer } from 'immer'
import { nameOf } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
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

/** Runs the recipe on a draft of `current` and adds its changes to the input of UpdateItem. */
export function applyRecipe(
  input: Input,
  current: Item,
  recipe: (draft: never) => unknown,
  site: CallSite,
): void {
  const changed = runRecipe(fromItem(current), recipe as (draft: unknown) => unknown, site)
  const changes = diff(current, toItem(changed, { ...site, dropEmptySets: true }))
  if (changes.set.length + changes.remove.length === 0) return
  if (!applyExpression(input, changes)) applyAttributeUpdates(input, changes, site)
}

function runRecipe(
  base: Record<string, unknown>,
  recipe: (draft: unknown) => unknown,
  { caller }: CallSite,
): object {
  enableMapSet()
  const draft = immer.createDraft(base)
  const result = recipe(draft)
  if (isPromise(result)) {
    throw new MisuseError(
      `${caller}: the recipe is asynchronous.`,
      'a recipe that changes its draft synchronously',
      'Await any promises before the update.',
    )
  }
  const finished = immer.finishDraft(draft)
  // As in immer, a recipe may return another item. The number that `draft => draft.list.push(x)`
  // returns is not an item, so it is ignored.
  const isReplacement = isPlainObject(result) && finished === base && result !== draft
  return isReplacement ? result : finished
}

const isPromise = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && typeof Reflect.get(value, 'then') === 'function'

const isPlainObject = (value: unknown): value is object => nameOf(value) === 'an object'

function diff(before: Item, after: Item): Changes {
  const set: [string, AttributeValue][] = []
  const remove: string[] = []
  for (const [name, value] of Object.entries(after)) {
    const old = before[name]
    if (old === undefined || !equalValues(old, value)) set.push([name, value])
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
