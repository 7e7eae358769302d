import type { Operation, World } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { onBucket } from '../../contents/access.ts'
import { BUCKET_MEMBERS, findBucket, type BucketInput } from '../../contents/find-bucket.ts'
import { invalidVersionId } from '../../errors/objects.ts'
import { invalidArgument } from '../../errors/requests.ts'
import { PageBuilder, walkEntries } from '../../listing/entries.ts'
import {
  checkEncoding,
  LIST_MEMBERS,
  limitIn,
  speller,
  type ListMembers,
} from '../../listing/parameters.ts'
import { ownerOf } from '../../objects/acl.ts'
import { shownDate } from '../../objects/dates.ts'
import { isVersionId } from '../../objects/version-ids.ts'
import type { Version, Versions } from '../../objects/version.ts'
import type { S3State } from '../../state.ts'
import { describeListed, optionalOf } from './list-objects.ts'

interface Input extends BucketInput, ListMembers {
  readonly MaxKeys?: number
  readonly KeyMarker?: string
  readonly VersionIdMarker?: string
}

type Output = Record<string, unknown>

/** A version, and whether it is its key's newest. */
interface Listed {
  readonly version: Version
  readonly isLatest: boolean
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html */
export const listObjectVersions: Operation<S3State, Input, Output> = defineOperation({
  name: 'ListObjectVersions',
  handles: [
    ...BUCKET_MEMBERS,
    ...LIST_MEMBERS,
    'MaxKeys',
    'KeyMarker',
    'VersionIdMarker',
    'RequestPayer',
    'OptionalObjectAttributes',
  ],
  access: onBucket('ListBucketVersions'),
  run(state, input: Input, context) {
    const { KeyMarker = '', VersionIdMarker = '', Prefix = '', Delimiter = '' } = input
    checkMarkers(input)
    const { name, objects } = findBucket(state, input, context)
    checkEncoding(input)
    const limit = limitIn(input.MaxKeys, 'max-keys')
    const builder = new PageBuilder<Listed>(limit)
    // A key of which the last page listed only some versions comes again.
    const start = { key: KeyMarker, isAfter: VersionIdMarker === '', skipsPrefixes: true }
    walkEntries(objects, { prefix: Prefix, delimiter: Delimiter, start }, (entry) => {
      if (entry.prefix !== undefined) return builder.add(entry.prefix, undefined)
      const after = entry.key === KeyMarker ? VersionIdMarker : ''
      return listedIn(entry.value, after).every((listed) => builder.add(entry.key, listed))
    })
    const { items, prefixes, next } = builder.page()
    const spell = speller(input)
    const optional = optionalOf(input, context.world.clock.now())
    const describe = (listed: Listed): Output => ({
      ...describeVersion(listed, context.world, spell),
      ...(!listed.version.isMarker && optional(listed.version)),
    })
    const Versions = items.filter(({ version }) => !version.isMarker).map(describe)
    const DeleteMarkers = items.filter(({ version }) => version.isMarker).map(describe)
    return {
      Name: name,
      Prefix: spell(Prefix),
      KeyMarker: spell(KeyMarker),
      VersionIdMarker,
      MaxKeys: limit,
      IsTruncated: next !== undefined,
      ...(Delimiter !== '' && { Delimiter: spell(Delimiter) }),
      ...(input.EncodingType !== undefined && { EncodingType: input.EncodingType }),
      // Recorded: test_list_objects_versions_markers: no version where a page ends in a prefix.
      ...(next && { NextKeyMarker: spell(next.key) }),
      ...(next?.item && { NextVersionIdMarker: next.item.version.versionId }),
      ...(Versions.length > 0 && { Versions }),
      ...(DeleteMarkers.length > 0 && { DeleteMarkers }),
      ...(prefixes.length > 0 && {
        CommonPrefixes: prefixes.map((prefix) => ({ Prefix: spell(prefix) })),
      }),
    }
  },
})

function checkMarkers({ KeyMarker, VersionIdMarker }: Input): void {
  if (VersionIdMarker === undefined) return
  if (KeyMarker === undefined) {
    // Recorded: S3.md.
    throw invalidArgument(
      'A version-id marker cannot be specified without a key marker.',
      'version-id-marker',
      VersionIdMarker,
    )
  }
  if (VersionIdMarker !== '' && !isVersionId(VersionIdMarker))
    throw invalidVersionId(VersionIdMarker)
}

/** The versions of a key behind one of them. All, if that is gone. */
function listedIn(versions: Versions, after: string): Listed[] {
  const listed = versions.map((version, index) => ({ version, isLatest: index === 0 }))
  const at = after === '' ? -1 : versions.findIndex(({ versionId }) => versionId === after)
  return listed.slice(at + 1)
}

function describeVersion(
  { version, isLatest }: Listed,
  { options }: World,
  spell: (text: string) => string,
): Output {
  return {
    Key: spell(version.key),
    VersionId: version.versionId,
    IsLatest: isLatest,
    LastModified: shownDate(version.lastModified),
    Owner: ownerOf(options.accountId),
    ...(!version.isMarker && describeListed(version)),
  }
}
