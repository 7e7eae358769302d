/** Parses ProjectionExpression and AttributesToGet and applies them to items. */
import { newItem, type AttributeValue, type Item } from '../values/values.ts'
import { withParseCache } from './grammar/parse-cache.ts'
import { Parser } from './grammar/parser.ts'
import { pathProblem } from './grammar/paths.ts'
import type { Scope } from './grammar/scope.ts'
import type { Path, Projection, ProjectionNode } from './grammar/tree.ts'

type Category = 'reserved' | 'undefined' | 'paths'

class ProjectionParser extends Parser<Category> {
  parse(): Projection {
    const { tokens } = this
    const paths: Path[] = []
    do paths.push(this.parsePath('reserved', 'undefined'))
    while (tokens.take(','))
    if (tokens.kind !== 'end') throw tokens.syntaxError()
    const problem = paths.length > 1 ? pathProblem(paths) : undefined
    if (problem !== undefined) this.note('paths', problem)
    this.report(['reserved', 'undefined', 'paths'])
    return projectionOf(paths)
  }
}

/** Parses a ProjectionExpression. Throws AWS's ValidationException. */
export const parseProjection: (source: string, scope: Scope) => Projection = withParseCache({
  parse: (source, scope) => new ProjectionParser('ProjectionExpression', source, scope, []).parse(),
  bind: (projection) => projection,
})

/** Compiles AttributesToGet. Each name is a whole attribute, even with dots and brackets. */
export const fromAttributesToGet = (names: readonly string[]): Projection =>
  projectionOf(names.map((name): Path => [name]))

interface Draft {
  members: Map<string, Draft | undefined> | undefined
  elements: Map<number, Draft | undefined> | undefined
}

/** Builds a projection from paths that neither overlap nor conflict. */
export function projectionOf(paths: readonly Path[]): Projection {
  const members = new Map<string, Draft | undefined>()
  for (const path of paths) {
    let node: Draft = { members, elements: undefined }
    path.forEach((step, at) => {
      const isLast = at === path.length - 1
      node =
        (typeof step === 'string'
          ? childAt((node.members ??= new Map()), step, isLast)
          : childAt((node.elements ??= new Map()), step, isLast)) ?? node
    })
  }
  return { paths, root: members }
}

/** Adds a step and returns its child, or undefined for the last step of a path. */
function childAt<Step>(
  children: Map<Step, Draft | undefined>,
  step: Step,
  isLast: boolean,
): Draft | undefined {
  let child = children.get(step)
  if (isLast) children.set(step, undefined)
  else if (!child) children.set(step, (child = { members: undefined, elements: undefined }))
  return isLast ? undefined : child
}

/** Applies a projection to an item. Documents keep their structure; lists lose the gaps. */
export function projectItem(projection: Projection, item: Item): Item {
  const result = newItem()
  for (const [name, node] of projection.root) {
    const value = item[name]
    if (value === undefined) continue
    const part = node === undefined ? value : projectValue(node, value)
    if (part !== undefined) result[name] = part
  }
  return result
}

function projectValue(node: ProjectionNode, value: AttributeValue): AttributeValue | undefined {
  if (node.members) return 'M' in value ? projectMap(node.members, value.M) : undefined
  return 'L' in value && node.elements ? projectList(node.elements, value.L) : undefined
}

function projectMap(
  members: ReadonlyMap<string, ProjectionNode | undefined>,
  map: Item,
): AttributeValue | undefined {
  const result = newItem()
  let found = false
  for (const [name, node] of members) {
    const value = map[name]
    if (value === undefined) continue
    const part = node === undefined ? value : projectValue(node, value)
    if (part === undefined) continue
    result[name] = part
    found = true
  }
  return found ? { M: result } : undefined
}

function projectList(
  elements: ReadonlyMap<number, ProjectionNode | undefined>,
  list: readonly AttributeValue[],
): AttributeValue | undefined {
  const result: AttributeValue[] = []
  for (const index of [...elements.keys()].sort((a, b) => a - b)) {
    const value = list[index]
    if (value === undefined) continue
    const node = elements.get(index)
    const part = node === undefined ? value : projectValue(node, value)
    if (part !== undefined) result.push(part)
  }
  return result.length > 0 ? { L: result } : undefined
}
