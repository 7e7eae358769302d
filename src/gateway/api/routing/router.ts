/**
 * Finds the route of a request, in a trie of path segments for both kinds of API. A literal segment
 * beats a `{variable}`, which beats a `{greedy+}` one; a branch without a matching method is
 * abandoned for the next. Variable names are kept with the route, not with the node, so that
 * `/a/{id}` and `/a/{name}/b` can share a node.
 */
import { setOwn } from '../../messages/header-list.ts'

export interface RouteTarget {
  readonly method: string
  readonly path: string
}

export interface RouteMatch<Target> {
  readonly target: Target
  /** Undefined for a path without variables. */
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
  /** `segments` of the request's path, normalized as this kind of API does it. */
  match(method: string, segments: readonly string[]): RouteMatch<Target> | undefined
}

/**
 * `fullMatchFirst` is true for HTTP APIs: they prefer a full match to any greedy route. REST APIs
 * walk down their tree of resources.
 */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html#http-api-develop-routes.evaluation
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

/** Visits each node at most once, for the segment at its depth: the trie's size bounds the cost. */
function find<Target>(
  node: Node<Target>,
  method: string,
  segments: readonly string[],
  depth: number,
  values: string[],
  mayBeGreedy: boolean,
): Leaf<Target> | undefined {
  const segment = segments[depth]
  if (segment === undefined) return node.methods.get(method) ?? node.methods.get('ANY')
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
  for (const [index, name] of names.entries()) setOwn(parameters, name, values[index] ?? '')
  return parameters
}
