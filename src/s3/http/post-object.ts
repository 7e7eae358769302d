/**
 * Uploads by forms, as `createPresignedPost` makes them.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
 */
import { UnsupportedError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { elements } from '../../protocol/error-elements.ts'
import type { Bucket } from '../buckets/bucket.ts'
import type { PutOutput } from '../contents/describe-object.ts'
import * as errors from '../errors/http.ts'
import { noSuchBucket } from '../errors/buckets.ts'
import { accessDenied, malformedXml } from '../errors/requests.ts'
import { postObject as putFromForm, type PutObjectInput } from '../operations/objects/put-object.ts'
import { s3 } from '../service.ts'
import { isAllowedForEveryone } from './anonymous.ts'
import { readForm, type PostForm } from './form.ts'
import { checkPolicy } from './post-policy.ts'
import { toAnswer, type RawAnswer, type S3Request } from './request.ts'
import { checkToken } from './session-token.ts'
import { isSame, parseScope, sign } from './signature-v4.ts'
import { toTime, type Signers } from './signed-url.ts'

export async function postObject(
  world: World,
  request: S3Request,
  bucket: Bucket | undefined,
  signers: Signers,
  requestId: string,
): Promise<RawAnswer> {
  const form = await readForm(request)
  // Recorded by peers (LocalStack): the order.
  if (!form.fields.get('key')) throw errors.formFieldMissing('key')
  if (!bucket) throw noSuchBucket(request.bucket)
  const accessKeyId = checkForm(world, request, bucket, form, signers)
  const input = toInput(request.bucket, form)
  const output = (await world.call({
    service: s3.id,
    operation: 'PutObject',
    input,
    source: 'raw',
    requestId,
    run: putFromForm,
    ...(accessKeyId !== undefined && { caller: { accessKeyId } }),
  })) as PutOutput
  return describe(request, form, input, output, requestId)
}

const SIGNING = ['x-amz-signature', 'x-amz-algorithm', 'x-amz-credential', 'x-amz-date']
const HEADER_NAMES: Readonly<Record<string, string>> = {
  'x-amz-signature': 'X-Amz-Signature',
  'x-amz-algorithm': 'X-Amz-Algorithm',
  'x-amz-credential': 'X-Amz-Credential',
  'x-amz-date': 'X-Amz-Date',
}

/** Checks policy and signature. Returns the access key of the signer, if somebody signed. */
function checkForm(
  world: World,
  request: S3Request,
  bucket: Bucket,
  form: PostForm,
  { secretOf, regionTimeOf }: Signers,
): string | undefined {
  const { fields } = form
  const policy = fields.get('policy')
  if (policy === undefined) {
    // AWS: a form without a policy is a request of anybody.
    const access = { action: 's3:PutObject', key: fields.get('key') ?? '' }
    if (!isAllowedForEveryone(bucket, access, request)) throw accessDenied()
    return undefined
  }
  if (fields.has('awsaccesskeyid')) {
    const parameter = 'a form that is signed with Signature Version 2'
    throw new UnsupportedError({ service: 'S3', parameter })
  }
  if (!SIGNING.some((name) => fields.has(name))) throw accessDenied()
  const missing = SIGNING.find((name) => !fields.has(name))
  if (missing !== undefined) throw errors.formFieldMissing(HEADER_NAMES[missing] ?? missing)
  const scope = parseScope(fields.get('x-amz-credential') ?? '')
  if (!scope) throw accessDenied()
  const { accessKeyId } = scope
  const secret = secretOf(accessKeyId)
  const provided = fields.get('x-amz-signature') ?? ''
  const document = parse(policy)
  if (!document || (secret !== undefined && !isSame(provided, sign(secret, scope, policy)))) {
    throw errors.signatureWrong({ accessKeyId, provided, stringToSign: policy })
  }
  const signedAt = toTime(fields.get('x-amz-date') ?? '')
  const offset = regionTimeOf(signedAt) - signedAt
  checkPolicy(document, form, { bucket: bucket.name, now: world.clock.now(), offset })
  checkToken(world, accessKeyId, fields.get('x-amz-security-token'))
  return accessKeyId
}

function parse(policy: string): object | undefined {
  try {
    const document: unknown = JSON.parse(Buffer.from(policy, 'base64').toString())
    return typeof document === 'object' && document !== null ? document : undefined
  } catch {
    // Recorded by peers (LocalStack): a policy that is not JSON has a wrong signature.
    return undefined
  }
}

/** The fields that are members of PutObject. */
const MEMBERS: Readonly<Record<string, string>> = {
  acl: 'ACL',
  'cache-control': 'CacheControl',
  'content-disposition': 'ContentDisposition',
  'content-encoding': 'ContentEncoding',
  'content-language': 'ContentLanguage',
  'content-type': 'ContentType',
  'x-amz-storage-class': 'StorageClass',
  'x-amz-website-redirect-location': 'WebsiteRedirectLocation',
  'x-amz-server-side-encryption': 'ServerSideEncryption',
  'x-amz-server-side-encryption-aws-kms-key-id': 'SSEKMSKeyId',
  'x-amz-server-side-encryption-customer-algorithm': 'SSECustomerAlgorithm',
  'x-amz-server-side-encryption-customer-key': 'SSECustomerKey',
  'x-amz-server-side-encryption-customer-key-md5': 'SSECustomerKeyMD5',
  'x-amz-checksum-crc32': 'ChecksumCRC32',
  'x-amz-checksum-crc32c': 'ChecksumCRC32C',
  'x-amz-checksum-crc64nvme': 'ChecksumCRC64NVME',
  'x-amz-checksum-sha1': 'ChecksumSHA1',
  'x-amz-checksum-sha256': 'ChecksumSHA256',
}

function toInput(bucket: string, { fields, file, fileName }: PostForm): PutObjectInput {
  const input: Record<string, unknown> = {
    Bucket: bucket,
    // AWS: `${filename}` stands for the name of the file.
    Key: (fields.get('key') ?? '').replaceAll('${filename}', fileName),
    Body: file,
    ContentLength: file.length,
  }
  const metadata: Record<string, string> = {}
  for (const [name, value] of fields) {
    if (name.startsWith('x-amz-meta-')) metadata[name.slice('x-amz-meta-'.length)] = value
    const member = Object.hasOwn(MEMBERS, name) ? MEMBERS[name] : undefined
    if (member !== undefined) input[member] = value
  }
  const expires = fields.get('expires')
  if (expires !== undefined) input['Expires'] = new Date(expires)
  const tagging = fields.get('tagging')
  if (tagging !== undefined) input['Tagging'] = tagsIn(tagging)
  if (Object.keys(metadata).length > 0) input['Metadata'] = metadata
  return input as unknown as PutObjectInput
}

/** AWS: the field `tagging` has the XML of PutObjectTagging. */
function tagsIn(xml: string): string {
  const tags = [...xml.matchAll(/<Tag>\s*<Key>([^<]*)<\/Key>\s*<Value>([^<]*)<\/Value>\s*<\/Tag>/g)]
  if (!/^\s*(<\?xml[^>]*>\s*)?<Tagging[\s>]/.test(xml)) throw malformedXml()
  const parameters = new URLSearchParams()
  for (const [, key = '', value = ''] of tags)
    parameters.append(unescapeXml(key), unescapeXml(value))
  return parameters.toString()
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}

const unescapeXml = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? '')

function describe(
  { url, bucket }: S3Request,
  { fields }: PostForm,
  { Key }: PutObjectInput,
  output: PutOutput,
  requestId: string,
): RawAnswer {
  const { ETag, VersionId } = output
  const path = encodeURIComponent(Key)
  const isInHost = url.hostname.startsWith(`${bucket}.`)
  const Location = `${url.origin}/${isInHost ? '' : `${bucket}/`}${path}`
  const headers = {
    etag: ETag,
    location: Location,
    ...(VersionId !== undefined && { 'x-amz-version-id': VersionId }),
  }
  const redirect = fields.get('success_action_redirect') ?? fields.get('redirect')
  if (redirect !== undefined && URL.canParse(redirect)) {
    const target = new URL(redirect)
    for (const [name, value] of Object.entries({ bucket, key: Key, etag: ETag })) {
      target.searchParams.append(name, value)
    }
    return toAnswer(requestId, 303, { ...headers, location: target.href })
  }
  const status = fields.get('success_action_status')
  if (status !== '201') return toAnswer(requestId, status === '200' ? 200 : 204, headers)
  const content = elements({ Location, Bucket: bucket, Key, ETag })
  return toAnswer(
    requestId,
    201,
    { ...headers, 'content-type': 'application/xml' },
    `<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse>${content}</PostResponse>`,
  )
}
