import { samePlace, type Change } from './change.ts'
import { indexStore, type TableContent } from './table.ts'

/** Applies a change to the stores. All checks are done, so it does not throw. */
export function applyChange(content: TableContent, change: Change): void {
  if (change.new) content.items.set(change.position, change.new)
  else if (change.old) content.items.delete(change.position)
  for (const { index, removed, added } of change.indexes) {
    const store = indexStore(content, index.name)
    if (removed && !(added && samePlace(removed, added.position))) store.delete(removed)
    if (added) store.set(added.position, added.stored)
  }
}
