/**
 * A copy of an item under change: containers on the way to a touched place are copied once, everything else is shared with the
 * original. List positions mean those of the original throughout, so lists close up and grow at the very end.
 */
import { validation } from '../errors.ts'
import { type AttributeValue, type Item, type MutableItem, newItem } from '../values/values.ts'
import type { Path } from './grammar/tree.ts'

const invalidPath = (): Error =>
  validation('The document path provided in the update expression is invalid for update')

interface ListDraft {
  /** Undefined where an element was removed. */
  readonly elements: (AttributeValue | undefined)[]
  /** Elements for places behind the end, to be appended in the order of those places. */
  readonly appended: { readonly index: number; readonly value: AttributeValue }[]
  removed: boolean
}

type Container = MutableItem | ListDraft

const isList = (container: Container): container is ListDraft =>
  Array.isArray((container as ListDraft).elements)

export class UpdateDraft {
  private readonly root: MutableItem
  // The drafts of lists and maps by the copies that stand in the item.
  private drafts: Map<object, Container> | undefined

  constructor(item: Item) {
    this.root = copyOf(item)
  }

  get(path: Path): AttributeValue | undefined {
    const step = path[path.length - 1]!
    const container = this.open(path)
    if (typeof step === 'number') return (container as ListDraft).elements[step]
    return (container as MutableItem)[step]
  }

  set(path: Path, value: AttributeValue): void {
    const step = path[path.length - 1]!
    const container = path.length === 1 ? this.root : this.open(path)
    if (typeof step === 'string') (container as MutableItem)[step] = value
    else {
      const { elements, appended } = container as ListDraft
      if (step < elements.length) elements[step] = value
      else appended.push({ index: step, value })
    }
  }

  remove(path: Path): void {
    const step = path[path.length - 1]!
    const container = this.open(path)
    if (typeof step === 'string') delete (container as MutableItem)[step]
    else {
      const list = container as ListDraft
      if (step >= list.elements.length) return
      list.elements[step] = undefined
      list.removed = true
    }
  }

  finish(): Item {
    if (this.drafts) for (const draft of this.drafts.values()) if (isList(draft)) close(draft)
    return this.root
  }

  // The container of a path's last step, fit to be changed.
  private open(path: Path): Container {
    let container: Container = this.root
    for (let at = 1; at < path.length; at++) {
      container = this.openChild(container, path[at - 1]!, typeof path[at] === 'number')
    }
    return container
  }

  private openChild(parent: Container, step: string | number, wantsList: boolean): Container {
    const child: AttributeValue | undefined =
      typeof step === 'number'
        ? (parent as ListDraft).elements[step]
        : (parent as MutableItem)[step]
    if (child === undefined) throw invalidPath()
    if (wantsList) {
      if (!('L' in child)) throw invalidPath()
      const known = this.drafts?.get(child.L)
      if (known) return known
      const elements = [...child.L]
      const draft: ListDraft = { elements, appended: [], removed: false }
      return this.adopt(parent, step, { L: elements }, elements, draft)
    }
    if (!('M' in child)) throw invalidPath()
    const known = this.drafts?.get(child.M)
    if (known) return known
    const map = copyOf(child.M)
    return this.adopt(parent, step, { M: map }, map, map)
  }

  private adopt(
    parent: Container,
    step: string | number,
    value: AttributeValue,
    content: object,
    draft: Container,
  ): Container {
    if (typeof step === 'number') (parent as ListDraft).elements[step] = value
    else (parent as MutableItem)[step] = value
    ;(this.drafts ??= new Map()).set(content, draft)
    return draft
  }
}

// Removed elements leave, then come those for places behind the end.
function close({ elements, appended, removed }: ListDraft): void {
  if (removed) {
    let length = 0
    for (const element of elements) if (element !== undefined) elements[length++] = element
    elements.length = length
  }
  appended.sort((a, b) => a.index - b.index)
  for (const { value } of appended) elements.push(value)
}

function copyOf(item: Item): MutableItem {
  const copy = newItem()
  for (const name in item) copy[name] = item[name]!
  return copy
}
