/**
 * A draft of an updated item. It copies each container on a changed path once and shares the rest
 * with the original item. List indexes refer to the original item, so removals and appends take
 * effect in finish().
 */
import { validation } from '../errors.ts'
import { copyItem, type AttributeValue, type Item, type MutableItem } from '../values/values.ts'
import type { Path } from './grammar/tree.ts'

const invalidPath = (): Error =>
  validation('The document path provided in the update expression is invalid for update')

interface ListDraft {
  /** Undefined where an element was removed. */
  readonly elements: (AttributeValue | undefined)[]
  /** Elements for indexes after the end, to be appended in the order of their indexes. */
  readonly appended: { readonly index: number; readonly value: AttributeValue }[]
  removed: boolean
}

/** A place in a draft: a member of a map, or an element of a list. */
type Place =
  | { readonly map: MutableItem; readonly step: string }
  | { readonly map?: undefined; readonly list: ListDraft; readonly step: number }

export class UpdateDraft {
  private readonly root: MutableItem
  // Drafts of lists and maps, by their copies in the item.
  private lists: Map<object, ListDraft> | undefined
  private maps: Map<object, MutableItem> | undefined

  constructor(item: Item) {
    this.root = copyItem(item)
  }

  get(path: Path): AttributeValue | undefined {
    return valueIn(this.open(path))
  }

  set(path: Path, value: AttributeValue): void {
    const place = this.open(path)
    if (place.map) place.map[place.step] = value
    else {
      const { list, step } = place
      if (step < list.elements.length) list.elements[step] = value
      else list.appended.push({ index: step, value })
    }
  }

  remove(path: Path): void {
    const place = this.open(path)
    if (place.map) delete place.map[place.step]
    else {
      const { list, step } = place
      if (step >= list.elements.length) return
      list.elements[step] = undefined
      list.removed = true
    }
  }

  finish(): Item {
    if (this.lists) for (const list of this.lists.values()) close(list)
    return this.root
  }

  // Finds the place of a path and makes its container writable.
  private open(path: Path): Place {
    let place: Place = { map: this.root, step: path[0] }
    for (let at = 1; at < path.length; at++) {
      const step = path[at]
      if (typeof step === 'number') place = { list: this.openList(place), step }
      else if (step !== undefined) place = { map: this.openMap(place), step }
    }
    return place
  }

  private openList(place: Place): ListDraft {
    const value = valueIn(place)
    if (!value || !('L' in value)) throw invalidPath()
    const known = this.lists?.get(value.L)
    if (known) return known
    const elements = [...value.L]
    const draft: ListDraft = { elements, appended: [], removed: false }
    replace(place, { L: elements })
    ;(this.lists ??= new Map()).set(elements, draft)
    return draft
  }

  private openMap(place: Place): MutableItem {
    const value = valueIn(place)
    if (!value || !('M' in value)) throw invalidPath()
    const known = this.maps?.get(value.M)
    if (known) return known
    const map = copyItem(value.M)
    replace(place, { M: map })
    ;(this.maps ??= new Map()).set(map, map)
    return map
  }
}

const valueIn = (place: Place): AttributeValue | undefined =>
  place.map ? place.map[place.step] : place.list.elements[place.step]

function replace(place: Place, value: AttributeValue): void {
  if (place.map) place.map[place.step] = value
  else place.list.elements[place.step] = value
}

// Removes elements, then appends the elements for indexes after the end.
function close({ elements, appended, removed }: ListDraft): void {
  if (removed) {
    let length = 0
    for (const element of elements) if (element !== undefined) elements[length++] = element
    elements.length = length
  }
  appended.sort((a, b) => a.index - b.index)
  for (const { value } of appended) elements.push(value)
}
