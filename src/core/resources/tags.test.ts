import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addTags,
  checkTagKey,
  NO_TAGS,
  pairsOfList,
  pairsOfMap,
  removeTags,
  toTagList,
  toTagMap,
  toTags,
  type TagFlaw,
  type TagPolicy,
} from './tags.ts'

/** Throws the flaw itself. */
class Refused extends Error {
  readonly flaw: TagFlaw
  constructor(flaw: TagFlaw) {
    super(flaw.rule)
    this.flaw = flaw
  }
}
const policy: TagPolicy = { refuse: (flaw) => new Refused(flaw) }

function flawOf(act: () => unknown): TagFlaw | undefined {
  try {
    act()
  } catch (error) {
    if (error instanceof Refused) return error.flaw
    throw error
  }
  return undefined
}

describe('tags', () => {
  it('convert from and to a list or a map', () => {
    const list = [
      { Key: 'team', Value: 'a' },
      { Key: 'stage', Value: '' },
    ]
    const tags = toTags(pairsOfList(list), policy)
    expect(toTagList(tags)).toEqual(list)
    expect({ ...toTagMap(tags) }).toEqual({ team: 'a', stage: '' })
    expect(toTags(pairsOfMap({ team: 'a', stage: '' }), policy)).toEqual(tags)
    const names = ['TagKey', 'TagValue'] as const
    expect(toTagList(tags, names)).toEqual([
      { TagKey: 'team', TagValue: 'a' },
      { TagKey: 'stage', TagValue: '' },
    ])
    expect(toTags(pairsOfList(toTagList(tags, names), names), policy)).toEqual(tags)
    expect(Object.keys(toTagMap(new Map([['__proto__', 'x']])))).toEqual(['__proto__'])
  })

  it('change without changing shared tags', () => {
    const before = toTags(pairsOfMap({ a: '1', b: '2' }), policy)
    const added = addTags(before, pairsOfMap({ c: '3', a: '4' }), policy)
    const removed = removeTags(added, ['b', 'x'])
    expect([...before]).toEqual([
      ['a', '1'],
      ['b', '2'],
    ])
    expect([...added.keys()]).toEqual(['a', 'b', 'c'])
    expect([...removed]).toEqual([
      ['a', '4'],
      ['c', '3'],
    ])
    expect(NO_TAGS.size).toBe(0)
  })

  it.each<[string, Record<string, unknown>[], object]>([
    ['no key', [{ Value: 'x' }], { rule: 'key', index: 0, key: undefined }],
    ['an empty key', [{ Key: '', Value: 'x' }], { rule: 'key', index: 0, key: '' }],
    ['a key that is too long', [{ Key: 'k'.repeat(129), Value: '' }], { rule: 'key' }],
    ['a key of other characters', [{ Key: 'a#', Value: '' }], { rule: 'key', key: 'a#' }],
    ['a key of AWS', [{ Key: 'aws:x', Value: '' }], { rule: 'reservedKey', key: 'aws:x' }],
    ['a key of AWS in capitals', [{ Key: 'AWS:x', Value: '' }], { rule: 'reservedKey' }],
    ['no value', [{ Key: 'a' }], { rule: 'value', index: 0, key: 'a', value: undefined }],
    ['a value that is too long', [{ Key: 'a', Value: 'v'.repeat(257) }], { rule: 'value' }],
    [
      'a value of other characters, second',
      [
        { Key: 'a', Value: '' },
        { Key: 'b', Value: '#' },
      ],
      { rule: 'value', index: 1, key: 'b', value: '#' },
    ],
    [
      'a key twice',
      [
        { Key: 'a', Value: '1' },
        { Key: 'a', Value: '1' },
      ],
      { rule: 'duplicateKey', index: 1, key: 'a' },
    ],
  ])('break a rule: %s', (_title, list, flaw) => {
    expect(flawOf(() => toTags(pairsOfList(list), policy))).toMatchObject(flaw)
  })

  it('are 50 at most, together with the existing ones', () => {
    const many = (count: number, prefix = 'k') =>
      Array.from({ length: count }, (_, i) => ({ key: `${prefix}${i}`, value: '' }))
    const full = toTags(many(50), policy)
    expect(full.size).toBe(50)
    expect(addTags(full, many(50), policy).size).toBe(50)
    expect(flawOf(() => addTags(full, many(1, 'x'), policy))).toEqual({
      rule: 'tooMany',
      count: 51,
      most: 50,
    })
    expect(flawOf(() => toTags(many(11), { ...policy, rules: { most: 10 } }))).toMatchObject({
      count: 11,
      most: 10,
    })
  })

  it('accept 128 and 256 characters, letters of any script, and spaces', () => {
    const pairs = [
      { key: 'k'.repeat(128), value: 'v'.repeat(256) },
      ...pairsOfMap({ 'ä 名': 'é+=@' }),
    ]
    expect(toTags(pairs, policy).size).toBe(2)
  })

  it('follow a service’s own rules', () => {
    const own: TagPolicy = { ...policy, rules: { ignoresCase: true, reserved: /^own:/ } }
    expect(flawOf(() => toTags(pairsOfMap({ team: '1', Team: '2' }), own))).toMatchObject({
      rule: 'duplicateKey',
      key: 'Team',
    })
    const changed = addTags(toTags(pairsOfMap({ team: '1' }), own), pairsOfMap({ Team: '2' }), own)
    expect([...changed]).toEqual([['Team', '2']])
    expect(removeTags(changed, ['TEAM'], own.rules).size).toBe(0)
    expect(checkTagKey('aws:x', 0, own)).toBe('aws:x')
    expect(flawOf(() => checkTagKey('own:x', 3, own))).toMatchObject({ index: 3 })
  })

  it('agree with a plain map', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd')
    const change = fc.oneof(
      fc.record({
        add: fc.uniqueArray(fc.tuple(key, fc.constantFrom('1', '2')), { selector: ([k]) => k }),
      }),
      fc.record({ remove: fc.array(key) }),
    )
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        let tags = NO_TAGS
        const model = new Map<string, string>()
        for (const each of changes) {
          if ('add' in each) {
            tags = addTags(
              tags,
              each.add.map(([k, value]) => ({ key: k, value })),
              policy,
            )
            for (const [k, value] of each.add) model.set(k, value)
          } else {
            tags = removeTags(tags, each.remove)
            for (const k of each.remove) model.delete(k)
          }
          expect([...tags]).toEqual([...model])
        }
      }),
    )
  })
})
