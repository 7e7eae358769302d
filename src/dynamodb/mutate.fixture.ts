/** Damages valid requests, for property tests. */
import fc from 'fast-check'

const leaf = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 2 ** 40, '', 'x', [], {}, [{}], [null]),
  fc.constantFrom<unknown>('__proto__', 'id', 'orders', 'byStatus', 'NaN', 'a'.repeat(3000)),
  fc.constantFrom<unknown>(
    '\ud800',
    'arn:',
    'arn:aws:dynamodb:us-east-1:123456789012:table/orders',
  ),
  fc.constantFrom<unknown>('S', 'HASH', 'ALL', 'INCLUDE', 'PROVISIONED', 'PAY_PER_REQUEST'),
  fc.json({ maxDepth: 3 }).map((text): unknown => JSON.parse(text)),
)

export interface Mutation {
  readonly steps: readonly number[]
  readonly what: 'remove' | 'replace' | 'double'
  readonly leaf: unknown
}

export const mutation: fc.Arbitrary<Mutation> = fc.record({
  steps: fc.array(fc.nat(), { maxLength: 6 }),
  what: fc.constantFrom('remove', 'replace', 'double'),
  leaf,
})

/** Removes, replaces or repeats the member at the end of the steps. */
export function mutate(request: object, { steps, what, leaf }: Mutation): object {
  const copy = structuredClone(request)
  let parent = copy as Record<string, unknown>
  let name: string | undefined
  for (const step of steps) {
    const child = name === undefined ? parent : parent[name]
    if (typeof child !== 'object' || child === null) break
    const names = Object.keys(child)
    const next = names[step % names.length]
    if (next === undefined) break
    parent = child as Record<string, unknown>
    name = next
  }
  if (name === undefined) return copy
  if (what === 'remove') delete parent[name]
  else if (what === 'replace') parent[name] = leaf
  else if (Array.isArray(parent)) parent.push(structuredClone(parent[Number(name)]))
  else parent[`${name}2`] = structuredClone(parent[name])
  return copy
}
