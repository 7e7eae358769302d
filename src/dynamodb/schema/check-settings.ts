/** Checks the settings that several operations accept: stream, encryption, table class and tags. */
import { isReservedTag } from '../../core/resources/own-tags.ts'
import { UnsupportedError } from '../../core/errors.ts'
import { invalidParameter, validation } from '../errors.ts'
import type { Tag } from './definition.ts'
import type { EncryptionInput, StreamInput, TagInput } from './requests.ts'

// AWS (measured, 2026): DDB-TABLE-035
export function checkNewStream(stream: StreamInput | undefined): void {
  if (!stream) return
  if (stream.StreamEnabled && !stream.StreamViewType) {
    throw invalidParameter(
      'Table is being created with a stream enabled, UpdateViewType is required',
    )
  }
  if (!stream.StreamEnabled && stream.StreamViewType) {
    throw invalidParameter(
      'Table is being created with a stream disabled, UpdateViewType should not be specified',
    )
  }
}

// AWS (measured, 2026): DDB-TABLE-036 and DDB-TABLE-031
export function checkEncryption(encryption: EncryptionInput | undefined): void {
  if (!encryption) return
  const { Enabled, SSEType, KMSMasterKeyId } = encryption
  if (Enabled === false) {
    if (SSEType) throw invalidParameter('SSEType can not be specified if Enabled is false')
    if (KMSMasterKeyId)
      throw invalidParameter('KMSMasterKeyId can not be specified if Enabled is false')
    return
  }
  if (SSEType === 'AES256') throw invalidParameter('SSEType AES256 is not supported')
  if (KMSMasterKeyId && SSEType !== 'KMS') {
    throw invalidParameter('SSEType KMS is required if KMSMasterKeyId is specified')
  }
}

/**
 * Whether a specification asks for a KMS key: `{}` does not, `{ SSEType: 'KMS' }` does.
 * AWS (measured, 2026): DDB-TABLE-044.
 */
export const asksForKey = (encryption: EncryptionInput | undefined): boolean =>
  encryption !== undefined && (encryption.Enabled === true || encryption.SSEType === 'KMS')

/**
 * The ARN of a table's KMS key. The library does not simulate KMS, so it accepts any key id or ARN
 * and cannot resolve aliases.
 */
export function keyArnOf(
  keyId: string | undefined,
  operation: string,
  formatKey: (id: string) => string,
  ownKey: () => string,
): string {
  if (keyId === undefined || keyId === 'alias/aws/dynamodb') return formatKey(ownKey())
  if (/^arn:[^:]+:kms:[^:]+:\d+:key\//.test(keyId)) return keyId
  if (/^(?:mrk-)?[0-9a-f-]+$/.test(keyId)) return formatKey(keyId)
  throw new UnsupportedError(
    { service: 'DynamoDB', operation, parameter: 'KMSMasterKeyId' },
    `${keyId} is neither a key id nor a key ARN. Aliases need KMS, which is not simulated.`,
  )
}

const TABLE_CLASSES = ['STANDARD', 'STANDARD_INFREQUENT_ACCESS'] as const
export type TableClass = (typeof TABLE_CLASSES)[number]

// AWS (measured, 2026): DDB-TABLE-442; the wording differs from that of an enum constraint.
export function checkTableClass(tableClass: string | undefined): TableClass | undefined {
  const known = TABLE_CLASSES.find((name) => name === tableClass)
  if (tableClass === undefined || known) return known
  throw validation(
    `Invalid table-class parameter provided. Please try again with a valid table-class value: [${TABLE_CLASSES.join(', ')}].`,
  )
}

// AWS: Tagging.html#TaggingRestrictions
const MOST_TAGS = 50
const MOST_KEY = 128
const MOST_VALUE = 256
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u

export const tooManyTags = (): Error =>
  validation('Number of Tags exceed the current limit for the provided ResourceArn')

// AWS (measured, 2026): DDB-TABLE-107, DDB-TABLE-110, DDB-TABLE-372
export function checkTags(tags: readonly TagInput[]): Tag[] {
  const seen = new Set<string>()
  const checked = tags.map(({ Key, Value }) => {
    const key = checkTagKey(Key)
    if (Value === undefined || Value.length > MOST_VALUE || !TAG_TEXT.test(Value)) {
      throw validation(`The Tag Value provided is invalid, Value: ${Value ?? 'null'}`)
    }
    if (seen.has(key)) {
      throw validation(`Duplicate Tag Keys provided as input: Duplicate Tag Key found ${key}`)
    }
    seen.add(key)
    return { key, value: Value }
  })
  if (checked.length > MOST_TAGS) throw tooManyTags()
  return checked
}

export function checkTagKey(key: string | undefined): string {
  if (!key || key.length > MOST_KEY || !TAG_TEXT.test(key)) {
    throw validation(`The Tag Key provided is invalid, Key: ${key ?? 'null'}`)
  }
  if (isReservedTag(key, /^aws:/))
    throw validation(`Tag Key cannot be prefixed with aws:, Key: ${key}`)
  return key
}

/** Adds tags to a table's tags. An existing key receives the new value. */
export function mergeTags(tags: readonly Tag[], added: readonly Tag[]): Tag[] {
  const merged = new Map(tags.map((tag) => [tag.key, tag]))
  for (const tag of added) merged.set(tag.key, tag)
  if (merged.size > MOST_TAGS) throw tooManyTags()
  return [...merged.values()]
}
