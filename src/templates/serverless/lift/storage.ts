/**
 * A private bucket.
 * AWS: https://github.com/getlift/lift/blob/master/docs/storage.md
 */
import { isObject } from '../../../core/json.ts'
import { getAtt, ref } from '../draft.ts'
import { listOf, type Properties } from '../service.ts'
import { idOf, resourceOf, type Construct, type ConstructKind } from './construct.ts'

const bucketOf = (construct: Construct): string => resourceOf(construct, 'Bucket')

const insideOf = (construct: Construct, key: string): Properties => ({
  'Fn::Join': ['', [getAtt(bucketOf(construct), 'Arn'), `/${key}`]],
})

const ACTIONS = [
  ...['s3:PutObject', 's3:GetObject', 's3:DeleteObject', 's3:ListBucket', 's3:GetObjectAcl'],
  ...['s3:PutObjectAcl', 's3:GetObjectTagging', 's3:PutObjectTagging', 's3:DeleteObjectTagging'],
  ...['s3:GetObjectAttributes', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
  ...['s3:ListBucketMultipartUploads', 's3:RestoreObject'],
]

/** `allowedOrigins` of the file is `AllowedOrigins` of the template. */
function capitalized(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(capitalized)
  if (!isObject(value)) return value
  const entries = Object.entries(value).map(([name, entry]) => [
    `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    capitalized(entry),
  ])
  return Object.fromEntries(entries) as Properties
}

function corsOf({ settings: { cors } }: Construct): Properties | undefined {
  if (cors === undefined) return undefined
  const any = { AllowedMethods: ['GET', 'PUT', 'DELETE'], AllowedHeaders: ['*'] }
  return {
    CorsRules: typeof cors === 'string' ? [{ AllowedOrigins: [cors], ...any }] : capitalized(cors),
  }
}

/** The objects that everybody may read. */
function publicKeyOf({ settings }: Construct): string | undefined {
  if (settings['publicPath'] === undefined) return undefined
  const prefix = String(settings['publicPath']).replace(/^\/+|\/+$/g, '')
  return prefix === '' || prefix === '*' ? '*' : `${prefix}/*`
}

function statementsOf(construct: Construct): Properties[] {
  const bucket = getAtt(bucketOf(construct), 'Arn')
  const key = publicKeyOf(construct)
  const secure = {
    ...{ Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ...{ Effect: 'Deny', Principal: { AWS: '*' }, Resource: [bucket, insideOf(construct, '*')] },
  }
  if (key === undefined) return [secure]
  const open = { Action: 's3:GetObject', Effect: 'Allow', Principal: { AWS: '*' } }
  return [secure, { ...open, Resource: insideOf(construct, key) }]
}

export const storage: ConstructKind = {
  add(construct, draft) {
    const { settings } = construct
    const isClosed = publicKeyOf(construct) === undefined
    const allowsAcl = settings['allowAcl'] === true
    const algorithm = settings['encryption'] === 'kms' ? 'aws:kms' : 'AES256'
    const rules = listOf(settings['lifecycleRules']).map((rule) => ({
      Status: 'Enabled',
      ...(capitalized(rule) as Properties),
    }))
    draft.add(bucketOf(construct), 'AWS::S3::Bucket', {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { ServerSideEncryptionByDefault: { SSEAlgorithm: algorithm } },
        ],
      },
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: isClosed || !allowsAcl,
        IgnorePublicAcls: true,
        BlockPublicPolicy: isClosed,
        RestrictPublicBuckets: isClosed,
      },
      LifecycleConfiguration: {
        Rules: [
          {
            Status: 'Enabled',
            Transitions: [{ StorageClass: 'INTELLIGENT_TIERING', TransitionInDays: 0 }],
          },
          { Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 30 } },
          ...rules,
        ],
      },
      OwnershipControls: allowsAcl
        ? { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }] }
        : undefined,
      CorsConfiguration: corsOf(construct),
    })
    draft.add(resourceOf(construct, 'Bucket', 'Policy'), 'AWS::S3::BucketPolicy', {
      Bucket: ref(bucketOf(construct)),
      PolicyDocument: { Version: '2012-10-17', Statement: statementsOf(construct) },
    })
    draft.output(idOf(construct, 'BucketName'), ref(bucketOf(construct)))
  },
  statements: (construct) => [
    {
      Effect: 'Allow',
      Action: ACTIONS,
      Resource: [getAtt(bucketOf(construct), 'Arn'), insideOf(construct, '*')],
    },
  ],
  variables: (construct) => ({
    bucketArn: getAtt(bucketOf(construct), 'Arn'),
    bucketName: ref(bucketOf(construct)),
    publicUrl: {
      'Fn::Join': ['', ['https://', getAtt(bucketOf(construct), 'RegionalDomainName')]],
    },
  }),
  extensions: (construct) => ({ bucket: bucketOf(construct) }),
}
