/** `toHaveObject` and `toHaveObjectCount`. */
import { contains, countDifferences, isAsymmetric, isMembers } from '../core/compare.ts'
import { nameOf } from '../core/checks.ts'
import { didYouMean, MisuseError } from '../core/errors.ts'
import { handleOf } from '../core/handle.ts'
import { diff, showBriefly } from '../core/matching/diff.ts'
import { list, nearest, paragraphs, plural } from '../core/matching/words.ts'
import type { Outcome } from '../core/world/world.ts'
import type { Bucket } from './handle/bucket.ts'
import type { BucketObject } from './handle/bucket-object.ts'

function toBucket(matcher: string, subject: unknown): Bucket {
  if (handleOf(subject)?.kind === 'bucket') return subject as Bucket
  throw new MisuseError(
    `${matcher} received ${nameOf(subject)}.`,
    "a bucket, the result of createBucket() or region.bucket('uploads')",
  )
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    // Most objects are not JSON.
    return undefined
  }
}

/** The members that a test may name. */
const membersOf = (object: BucketObject): Readonly<Record<string, unknown>> => {
  const text = object.text()
  return { ...object, text, json: jsonOf(text), bytes: Buffer.from(object.bytes) }
}

const MEMBERS: readonly string[] = [
  'key',
  'size',
  'contentType',
  'metadata',
  'tags',
  'eTag',
  'versionId',
  'lastModified',
  'storageClass',
  'text',
  'json',
  'bytes',
]

/** Whether an expectation names members of an object. Any other one means its content. */
const isOfMembers = (expected: unknown): expected is Readonly<Record<string, unknown>> =>
  isMembers(expected) &&
  !isAsymmetric(expected) &&
  Object.keys(expected).length > 0 &&
  Object.keys(expected).every((name) => MEMBERS.includes(name))

/** What an expectation is compared with: an object's members, or its content. */
function comparedWith(object: BucketObject, expected: unknown): unknown {
  if (isOfMembers(expected)) return membersOf(object)
  if (ArrayBuffer.isView(expected)) return Buffer.from(object.bytes)
  const text = object.text()
  return typeof expected === 'string' ? text : (jsonOf(text) ?? text)
}

/** Bytes of any class are the same bytes. */
const comparable = (value: unknown): unknown =>
  value instanceof Uint8Array
    ? Buffer.from(value)
    : isOfMembers(value)
      ? Object.fromEntries(
          Object.entries(value).map(([name, member]) => [
            name,
            member instanceof Uint8Array ? Buffer.from(member) : member,
          ]),
        )
      : value

export function toHaveObject(subject: unknown, key: unknown, given?: unknown): Outcome {
  const bucket = toBucket('toHaveObject', subject)
  if (typeof key !== 'string') {
    throw new MisuseError(
      `toHaveObject received ${nameOf(key)} as its key.`,
      'the key of an object',
    )
  }
  const expected = comparable(given)
  const object = bucket.get(key)
  const actual = object && given !== undefined ? comparedWith(object, expected) : undefined
  const fits = given === undefined || contains(actual, expected)
  const last = bucket.writes.filter((write) => write.key === key).at(-1)
  return {
    pass: object !== undefined && fits,
    message(negated, paint) {
      const wanted = `'${key}'${given === undefined ? '' : ` as ${showBriefly(expected)}`}`
      if (negated) return `Expected ${bucket.name} not to have the object ${wanted}, but it has.`
      if (!object) {
        return paragraphs(
          `Expected ${bucket.name} to have the object '${key}'.`,
          whyMissing(bucket, key, expected).join('\n'),
        )
      }
      return paragraphs(
        `Expected ${bucket.name} to have the object '${key}' with the lines marked '-'.`,
        diff(expected, actual, paint),
      )
    },
    trace: last?.causedBy ? { around: last.causedBy } : { of: subject },
  }
}

function whyMissing(bucket: Bucket, key: string, expected: unknown): readonly string[] {
  const { keys, objects } = bucket
  const last = bucket.writes.filter((write) => write.key === key).at(-1)
  const slip = didYouMean(key, keys)
  const near =
    expected === undefined
      ? undefined
      : nearest(objects, (object) => countDifferences(comparedWith(object, expected), expected))
  return [
    ...(last ? [`Its last change was ${last.event}.`] : []),
    ...(slip === undefined ? [] : [slip]),
    ...(near ? [`The nearest object is '${near.key}'.`] : []),
    contentOf(keys),
  ]
}

const contentOf = (keys: readonly string[]): string =>
  keys.length === 0
    ? 'It is empty.'
    : `It has ${plural(keys.length, 'object')}:\n${list(keys.map((key) => `'${key}'`))}`

export function toHaveObjectCount(subject: unknown, count: unknown): Outcome {
  const { name, keys } = toBucket('toHaveObjectCount', subject)
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0) {
    throw new MisuseError(`toHaveObjectCount received ${nameOf(count)}.`, 'a number of objects')
  }
  return {
    pass: keys.length === count,
    message(negated) {
      const wanted = plural(count, 'object')
      const expectation = `Expected ${name} ${negated ? 'not ' : ''}to have ${wanted}`
      if (negated) return `${expectation}, but it has.`
      return paragraphs(`${expectation}.`, contentOf(keys))
    },
    trace: { of: subject },
  }
}
