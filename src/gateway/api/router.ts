/**
 * One trie for both kinds of API. Literal segments come before `{variables}`, those before `{greedy+}`; a branch that has no fitting
 * method is left again for the next one. HTTP APIs ask for a full match first, wherever a greedy route begins. Values are kept per method under the whole path, so `/a/{id}` and `/a/{name}/b` live together.
 */
import { setOwn } from '../messages/header-list.ts'

export interface RouteTarget {
  readonly method: string
  readonly path: string
}

export interface RouteMatch<Target> {
  readonly target: Target
  /** Undefined when the path has no variables. */
  readonly parameters: Record<string, string> | undefined
}

interface Leaf<Target> {
  readonly target: Target
  readonly names: readonly string[]
}

interface Node<Target> {
  readonly literals: Map<string, Node<Target>>
  variable: Node<Target> | undefined
  greedy: Node<Target> | undefined
  readonly methods: Map<string, Leaf<Target>>
}

const newNode = <Target>(): Node<Target> => ({
  literals: new Map(),
  variable: undefined,
  greedy: undefined,
  methods: new Map(),
})

/** `/pets/{id}` has the segments `pets` and `{id}`; `/` has none. */
export const toSegments = (path: string): string[] => (path === '/' ? [] : path.slice(1).split('/'))

export type SegmentKind = 'literal' | 'variable' | 'greedy'

// '{id}' is a variable, '{proxy+}' is greedy
export function segmentKind(segment: string): SegmentKind {
  if (!segment.startsWith('{')) return 'literal'
  return segment.endsWith('+}') ? 'greedy' : 'variable'
}

export const variableName = (segment: string): string =>
  segment.slice(1, segmentKind(segment) === 'greedy' ? -2 : -1)

export interface Router<Target> {
  /** `segments` of the request's path, already cleaned as the kind of API does it. */
  match(method: string, segments: readonly string[]): RouteMatch<Target> | undefined
}

/**
 * `fullMatchFirst`: of HTTP APIs. AWS: http-api-develop-routes.html#http-api-develop-routes.evaluation: a full match comes before any
 * with a greedy variable. REST APIs walk down their tree of resources.
 */
export function createRouter<Target extends RouteTarget>(
  targets: Iterable<Target>,
  fullMatchFirst: boolean,
): Router<Target> {
  const root = newNode<Target>()
  for (const target of targets) insert(root, target)
  return {
    match(method, segments) {
      const values: string[] = []
      const leaf =
        (fullMatchFirst && find(root, method, segments, 0, values, false)) ||
        find(root, method, segments, 0, values, true)
      return leaf && { target: leaf.target, parameters: toParameters(leaf.names, values) }
    },
  }
}

function insert<Target extends RouteTarget>(root: Node<Target>, target: Target): void {
  const names: string[] = []
  let node = root
  for (const segment of toSegments(target.path)) {
    const kind = segmentKind(segment)
    if (kind === 'literal') {
      let next = node.literals.get(segment)
      if (!next) node.literals.set(segment, (next = newNode()))
      node = next
    } else {
      names.push(variableName(segment))
      node = node[kind] ??= newNode()
    }
  }
  node.methods.set(target.method, { target, names })
}

/** A node of depth d is looked at once at most, for segment d: the cost is bounded by the size of the trie. */
function find<Target>(
  node: Node<Target>,
  method: string,
  segments: readonly string[],
  depth: number,
  values: string[],
  mayBeGreedy: boolean,
): Leaf<Target> | undefined {
  if (depth === segments.length) return node.methods.get(method) ?? node.methods.get('ANY')
  const segment = segments[depth]!
  const literal = node.literals.get(segment)
  const found = literal && find(literal, method, segments, depth + 1, values, mayBeGreedy)
  if (found) return found
  const { length } = values
  if (node.variable && segment !== '') {
    values.push(segment)
    const leaf = find(node.variable, method, segments, depth + 1, values, mayBeGreedy)
    if (leaf) return leaf
    values.length = length
  }
  if (!mayBeGreedy) return undefined
  const leaf = node.greedy?.methods.get(method) ?? node.greedy?.methods.get('ANY')
  if (leaf) values.push(segments.slice(depth).join('/'))
  return leaf
}

function toParameters(
  names: readonly string[],
  values: readonly string[],
): Record<string, string> | undefined {
  if (names.length === 0) return undefined
  const parameters: Record<string, string> = {}
  for (const [index, name] of names.entries()) setOwn(parameters, name, values[index]!)
  return parameters
}
