/**
 * The differences between two items as immer patches on plain values, for the writes of a `Table`.
 */
import { equalValues } from './compare.ts'
import { fromAttributeValue, fromItem } from './unmarshal.ts'
import type { AttributeValue, Item } from './values.ts'

/** An immer patch: `applyPatches(oldItem, patches)` returns the new item. */
export interface ItemPatch {
  readonly op: 'add' | 'remove' | 'replace'
  readonly path: readonly (string | number)[]
  readonly value?: unknown
}

type Path = ItemPatch['path']

export function diffItems(before: Item | undefined, after: Item | undefined): ItemPatch[] {
  if (before && after) return diffMembers(before, after, [])
  return [{ op: 'replace', path: [], value: after && fromItem(after) }]
}

function diffMembers(before: Item, after: Item, path: Path): ItemPatch[] {
  const patches: ItemPatch[] = []
  for (const [name, old] of Object.entries(before)) {
    const here = [...path, name]
    const value = after[name]
    if (value === undefined) patches.push({ op: 'remove', path: here })
    else patches.push(...diffValues(old, value, here))
  }
  for (const [name, value] of Object.entries(after)) {
    if (before[name] !== undefined) continue
    patches.push({ op: 'add', path: [...path, name], value: fromAttributeValue(value) })
  }
  return patches
}

function diffValues(before: AttributeValue, after: AttributeValue, path: Path): ItemPatch[] {
  if (equalValues(before, after)) return []
  if ('M' in before && 'M' in after) return diffMembers(before.M, after.M, path)
  if ('L' in before && 'L' in after) return diffElements(before.L, after.L, path)
  if ('SS' in before && 'SS' in after) return diffSets(before.SS, after.SS, path)
  return [{ op: 'replace', path, value: fromAttributeValue(after) }]
}

type List = readonly AttributeValue[]

function diffElements(before: List, after: List, path: Path): ItemPatch[] {
  const patches: ItemPatch[] = []
  after.forEach((value, index) => {
    const old = before[index]
    const here = [...path, index]
    if (old) patches.push(...diffValues(old, value, here))
    else patches.push({ op: 'add', path: here, value: fromAttributeValue(value) })
  })
  // From the end, so that each removal leaves the other indexes correct.
  for (let index = before.length - 1; index >= after.length; index--) {
    patches.push({ op: 'remove', path: [...path, index] })
  }
  return patches
}

// Only sets of strings: patches cannot find elements that are objects (bytes, NumberValue) in a
// Set.
function diffSets(before: readonly string[], after: readonly string[], path: Path): ItemPatch[] {
  const old = new Set(before)
  const kept = new Set(after)
  const patches: ItemPatch[] = []
  before.forEach((value, index) => {
    if (!kept.has(value)) patches.push({ op: 'remove', path: [...path, index], value })
  })
  after.forEach((value, index) => {
    if (!old.has(value)) patches.push({ op: 'add', path: [...path, index], value })
  })
  return patches
}
