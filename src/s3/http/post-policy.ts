/**
 * The policies of forms.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
import * as errors from '../errors/http.ts'
import { entityTooLarge } from '../errors/objects.ts'
import type { PostForm } from './form.ts'

interface PolicyDocument {
  readonly expiration?: unknown
  readonly conditions?: unknown
}

/** Fields that no condition has to name. AWS: "Condition Matching". */
const FREE = ['x-amz-signature', 'signature', 'file', 'policy', 'awsaccesskeyid']

const isFree = (name: string): boolean => FREE.includes(name) || name.startsWith('x-ignore-')

export interface PostedTo {
  readonly bucket: string
  readonly now: number
  /** How far the region's clock was ahead of the signer's, in milliseconds. */
  readonly offset: number
}

/** Throws S3's answer to a form that its policy does not allow. Recorded: S3.md, section 10. */
export function checkPolicy(
  document: PolicyDocument,
  { fields, file }: PostForm,
  { bucket, now, offset }: PostedTo,
): void {
  const { expiration, conditions } = document
  const expires = typeof expiration === 'string' ? Date.parse(expiration) : NaN
  if (Number.isNaN(expires)) {
    throw errors.policyWrong(`Invalid 'expiration' value: '${String(expiration ?? '')}'`)
  }
  if (expires + offset < now) throw errors.policyExpired()
  if (!Array.isArray(conditions)) throw errors.policyWrong("'conditions' is missing")
  const values = new Map([...fields, ['bucket', bucket]])
  const named = new Set<string>()
  for (const condition of conditions as unknown[]) {
    const { field, isMet } = read(condition, values, file.length)
    if (field !== undefined) named.add(field)
    if (!isMet) throw errors.conditionFailed(show(condition))
  }
  const extra = [...fields.keys()].filter((name) => !isFree(name) && !named.has(name))
  const unnamed = extra.filter((name) => name !== 'bucket')
  if (unnamed.length > 0) throw errors.extraFields(unnamed)
}

interface Met {
  readonly field?: string
  readonly isMet: boolean
}

function read(condition: unknown, values: ReadonlyMap<string, string>, size: number): Met {
  if (Array.isArray(condition)) return readList(condition, values, size)
  const entries = Object.entries(Object(condition) as Record<string, unknown>)
  const [only, ...others] = entries
  if (!only || others.length > 0) {
    // Recorded by peers (LocalStack).
    throw errors.policyWrong(
      'Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.',
    )
  }
  const field = only[0].toLowerCase()
  return { field, isMet: values.get(field) === only[1] }
}

function readList(
  [operator, first, second]: readonly unknown[],
  values: ReadonlyMap<string, string>,
  size: number,
): Met {
  if (operator === 'content-length-range') {
    const [least, most] = [Number(first), Number(second)]
    if (size < least) throw errors.formTooSmall(size, least)
    if (size > most) throw entityTooLarge(size, most)
    return { isMet: size >= least && size <= most }
  }
  const name = String(first).toLowerCase()
  const [field, wanted] = [name.slice(1), String(second)]
  if (!name.startsWith('$')) return { isMet: false }
  const value = values.get(field) ?? ''
  if (operator === 'eq') return { field, isMet: values.get(field) === wanted }
  if (operator !== 'starts-with') return { field, isMet: false }
  // AWS: "Condition Matching": each of several content types has to match.
  const parts = field === 'content-type' ? value.split(',') : [value]
  return { field, isMet: parts.every((part) => part.trim().startsWith(wanted)) }
}

/** `["eq", "$key", "x"]` */
const show = (condition: unknown): string =>
  Array.isArray(condition)
    ? `[${condition.map((part) => JSON.stringify(part)).join(', ')}]`
    : `{${Object.entries(Object(condition) as object)
        .map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`)
        .join(', ')}}`
