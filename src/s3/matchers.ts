/** `toHaveObject` and `toHaveObjectCount`. */
import { contains, countDifferences, isAsymmetric, isMembers, own } from '../core/compare.ts'
import { nameOf, shownValue } from '../core/checks.ts'
import { didYouMean, MisuseError } from '../core/errors.ts'
import { handleOf } from '../core/handle.ts'
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

/** The parts of an object that an expectation is compared with, by their names in messages. */
function partsOf(object: BucketObject, expected: unknown): readonly Part[] {
  if (isOfMembers(expected)) {
    const members = membersOf(object)
    return Object.entries(expected).map(([name, value]) => ({
      name,
      actual: own(members, name),
      expected: comparable(value),
    }))
  }
  const text = object.text()
  if (ArrayBuffer.isView(expected)) {
    return [{ name: 'bytes', actual: Buffer.from(object.bytes), expected: comparable(expected) }]
  }
  const json = typeof expected === 'string' ? undefined : jsonOf(text)
  return [
    json === undefined
      ? { name: 'text', actual: text, expected }
      : { name: 'json', actual: json, expected },
  ]
}

interface Part {
  readonly name: string
  readonly actual: unknown
  readonly expected: unknown
}

/** Bytes of any class are the same bytes. */
const comparable = (value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value) : value

const wrongParts = (object: BucketObject, expected: unknown): readonly Part[] =>
  partsOf(object, expected).filter((part) => !contains(part.actual, part.expected))

export function toHaveObject(subject: unknown, key: unknown, expected?: unknown): Outcome {
  const bucket = toBucket('toHaveObject', subject)
  if (typeof key !== 'string') {
    throw new MisuseError(
      `toHaveObject received ${nameOf(key)} as its key.`,
      'the key of an object',
    )
  }
  const object = bucket.get(key)
  const wrong = object && expected !== undefined ? wrongParts(object, expected) : []
  return {
    pass: object !== undefined && wrong.length === 0,
    message(negated) {
      const expectation = `Expected ${bucket.name} ${negated ? 'not ' : ''}to have the object '${key}'`
      if (negated) return `${expectation}, but it has.`
      if (!object) return [`${expectation}.`, ...whyMissing(bucket, key, expected)].join('\n')
      return [`${expectation} as expected. It differs:`, ...wrong.map(difference)].join('\n')
    },
  }
}

const difference = ({ name, actual, expected }: Part): string =>
  `- ${name}: expected ${shown(expected)}, received ${shown(actual)}`

const LONGEST = 200

function shown(value: unknown): string {
  const text =
    typeof value === 'object' && value !== null && !Buffer.isBuffer(value)
      ? JSON.stringify(value)
      : Buffer.isBuffer(value)
        ? `${value.length} bytes (${value.subarray(0, 16).toString('hex')})`
        : shownValue(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text
}

function whyMissing(bucket: Bucket, key: string, expected: unknown): readonly string[] {
  const { keys } = bucket
  const last = bucket.writes.filter((write) => write.key === key).at(-1)
  const slip = didYouMean(key, keys)
  const near = expected === undefined ? undefined : nearest(bucket.objects, expected)
  return [
    ...(last ? [`Its last change was ${last.event}.`] : []),
    ...(slip === undefined ? [] : [slip]),
    ...(near ? [`The nearest object is '${near.key}'.`] : []),
    keys.length === 0 ? 'It is empty.' : `It has ${list(keys)}.`,
  ]
}

/** The object whose content or members come nearest to an expectation, if any comes near. */
function nearest(objects: readonly BucketObject[], expected: unknown): BucketObject | undefined {
  let best: { readonly object: BucketObject; readonly distance: number } | undefined
  for (const object of objects) {
    const distance = partsOf(object, expected).reduce(
      (sum, part) => sum + countDifferences(part.actual, part.expected),
      0,
    )
    if (!best || distance < best.distance) best = { object, distance }
  }
  return best?.object
}

const MOST_SHOWN = 5

function list(keys: readonly string[]): string {
  const count = keys.length === 1 ? '1 object' : `${keys.length} objects`
  const first = keys.slice(0, MOST_SHOWN).map((key) => `'${key}'`)
  return `${count}: ${first.join(', ')}${keys.length > MOST_SHOWN ? ', ...' : ''}`
}

export function toHaveObjectCount(subject: unknown, count: unknown): Outcome {
  const { name, keys } = toBucket('toHaveObjectCount', subject)
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0) {
    throw new MisuseError(`toHaveObjectCount received ${nameOf(count)}.`, 'a number of objects')
  }
  return {
    pass: keys.length === count,
    message(negated) {
      const wanted = count === 1 ? '1 object' : `${count} objects`
      const expectation = `Expected ${name} ${negated ? 'not ' : ''}to have ${wanted}`
      if (negated) return `${expectation}, but it has.`
      return `${expectation}. ${keys.length === 0 ? 'It is empty.' : `It has ${list(keys)}.`}`
    },
  }
}
