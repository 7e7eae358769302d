/** PutBucketWebsite, GetBucketWebsite and DeleteBucketWebsite. */
import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import type { Redirect, WebsiteConfiguration } from '../../buckets/website-configuration.ts'
import { onBucket } from '../../contents/access.ts'
import {
  BUCKET_MEMBERS,
  changeSettings,
  findBucket,
  type BucketInput,
} from '../../contents/find-bucket.ts'
import { noSuchWebsite } from '../../errors/buckets.ts'
import { invalidArgument, invalidRequest, malformedXml } from '../../errors/requests.ts'
import type { S3State } from '../../state.ts'

interface PutInput extends BucketInput {
  readonly WebsiteConfiguration: WebsiteConfiguration
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketWebsite.html */
export const putBucketWebsite: Operation<S3State, PutInput, undefined> = defineOperation({
  name: 'PutBucketWebsite',
  handles: [...BUCKET_MEMBERS, 'WebsiteConfiguration', 'ContentMD5', 'ChecksumAlgorithm'],
  access: onBucket('PutBucketWebsite'),
  run(state, input: PutInput, context) {
    const bucket = findBucket(state, input, context)
    checkWebsite(input.WebsiteConfiguration)
    changeSettings(state, bucket, { website: input.WebsiteConfiguration })
    return undefined
  },
})

/** Recorded by peers (LocalStack): messages and order. */
function checkWebsite(website: WebsiteConfiguration): void {
  const { RedirectAllRequestsTo: all, IndexDocument, ErrorDocument, RoutingRules } = website
  if (all) {
    if (IndexDocument ?? ErrorDocument ?? RoutingRules) {
      throw invalidArgument(
        'RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.',
        'RedirectAllRequestsTo',
        'not null',
      )
    }
    if (all.HostName === undefined) throw malformedXml()
    checkProtocol(all)
    return
  }
  checkIndex(IndexDocument)
  if (ErrorDocument && !ErrorDocument.Key) throw malformedXml()
  if (RoutingRules?.length === 0) throw malformedXml()
  for (const { Condition, Redirect } of RoutingRules ?? []) {
    if (Redirect.ReplaceKeyPrefixWith !== undefined && Redirect.ReplaceKeyWith !== undefined) {
      throw invalidRequest('You can only define ReplaceKeyPrefix or ReplaceKey but not both.')
    }
    if (Condition && Object.keys(Condition).length === 0) {
      throw invalidRequest(
        "Condition cannot be empty. To redirect all requests without a condition, the condition element shouldn't be present.",
      )
    }
    checkProtocol(Redirect)
    checkCode(Redirect.HttpRedirectCode, /^3(?!00)\d\d$/, 'redirect', '3XX except 300')
    checkCode(Condition?.HttpErrorCodeReturnedEquals, /^[45]\d\d$/, 'error', '4XX or 5XX')
  }
}

/** Recorded by peers (Scality): the wordings. */
function checkCode(code: string | undefined, valid: RegExp, kind: string, codes: string): void {
  if (code === undefined || valid.test(code)) return
  throw invalidRequest(
    `The provided HTTP ${kind} code (${code}) is not valid. Valid codes are ${codes}.`,
  )
}

function checkIndex(index: WebsiteConfiguration['IndexDocument']): void {
  if (!index) {
    throw invalidArgument(
      'A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty',
      'IndexDocument',
      'null',
    )
  }
  const { Suffix = '' } = index
  if (Suffix === '' || Suffix.includes('/')) {
    throw invalidArgument('The IndexDocument Suffix is not well formed', 'IndexDocument', Suffix)
  }
}

function checkProtocol({ Protocol }: Pick<Redirect, 'Protocol'>): void {
  if (Protocol === undefined || Protocol === 'http' || Protocol === 'https') return
  throw invalidRequest(
    'Invalid protocol, protocol can be http or https. If not defined the protocol will be selected automatically.',
  )
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketWebsite.html */
export const getBucketWebsite: Operation<S3State, BucketInput, WebsiteConfiguration> =
  defineOperation({
    name: 'GetBucketWebsite',
    handles: BUCKET_MEMBERS,
    access: onBucket('GetBucketWebsite'),
    run(state, input: BucketInput, context) {
      const { name, settings } = findBucket(state, input, context)
      if (!settings.website) throw noSuchWebsite(name)
      return settings.website
    },
  })

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketWebsite.html */
export const deleteBucketWebsite: Operation<S3State, BucketInput, undefined> = defineOperation({
  name: 'DeleteBucketWebsite',
  handles: BUCKET_MEMBERS,
  access: onBucket('DeleteBucketWebsite'),
  run(state, input: BucketInput, context) {
    changeSettings(state, findBucket(state, input, context), { website: undefined })
    return undefined
  },
})
