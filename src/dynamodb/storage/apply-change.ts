import type { Position } from '../keys/position.ts'
import type { StoredItem } from '../values/stored-item.ts'
import { samePlace, type Change } from './change.ts'
import type { Store } from './store.ts'
import { indexStore, vectorStore, type TableContent } from './table.ts'

/** Applies a change to the stores. All checks are done, so it does not throw. */
export function applyChange(content: TableContent, change: Change): void {
  if (change.new) content.items.set(change.position, change.new)
  else if (change.old) content.items.delete(change.position)
  for (const { index, removed, added } of change.indexes) {
    replaceEntry(indexStore(content, index.name), removed, added)
  }
  for (const { index, removed, added } of change.vectors) {
    replaceEntry(vectorStore(content, index.name), removed, added)
  }
}

function replaceEntry<Stored extends StoredItem>(
  store: Store<Stored>,
  removed: Position | undefined,
  added: { readonly position: Position; readonly stored: Stored } | undefined,
): void {
  if (removed && !(added && samePlace(removed, added.position))) store.delete(removed)
  if (added) store.set(added.position, added.stored)
}
