import { CreateAccessKeyCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam'
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { expect, it } from 'vitest'
import { createRegion, type Region } from '../region/index.ts'
import { allow } from './handle/statements.ts'

const setUp = () => {
  const region = createRegion({ iam: 'enforce' })
  region.clock.freeze()
  const uploads = region.createBucket('uploads')
  uploads.put('a.txt', 'one')
  return { region, uploads }
}

const codeIn = async (response: Response) =>
  /<Code>(.*?)<\/Code><Message>(.*?)<\/Message>/
    .exec(await response.text())
    ?.slice(1)
    .map((text) => text.replaceAll('&quot;', '"'))

const urlOf = (config: object, command: GetObjectCommand | PutObjectCommand) =>
  getSignedUrl(new S3Client(config), command as GetObjectCommand, { expiresIn: 60 })

const get = new GetObjectCommand({ Bucket: 'uploads', Key: 'a.txt' })
const put = new PutObjectCommand({ Bucket: 'uploads', Key: 'b.txt' })

it('a URL acts as the session that signed it', async () => {
  const { region, uploads } = setUp()
  const role = region.createRole('reader', [allow('s3:GetObject', `${uploads}/*`)])
  const config = region.as(role).sdk
  const read = await region.fetch(await urlOf(config, get))
  expect([read.status, await read.text()]).toEqual([200, 'one'])
  const refused = await region.fetch(await urlOf(config, put), { method: 'PUT', body: 'x' })
  expect(refused.status).toBe(403)
  expect(await codeIn(refused)).toEqual([
    'AccessDenied',
    'User: arn:aws:sts::123456789012:assumed-role/reader/test is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::uploads/b.txt" because no identity-based policy allows the s3:PutObject action',
  ])
  expect(role.denials).toHaveLength(1)
})

const ann = async (region: Region) => {
  const iam = new IAMClient(region.sdk)
  await iam.send(new CreateUserCommand({ UserName: 'ann' }))
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'ann' }))
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {}
  return { ...region.sdk, credentials: { accessKeyId, secretAccessKey } }
}

it('a URL and a form act as the user who signed them', async () => {
  const { region, uploads } = setUp()
  const config = await ann(region)
  const refused = await region.fetch(await urlOf(config, get))
  expect(refused.status).toBe(403)
  expect((await codeIn(refused))?.[1]).toMatch(/^User: arn:aws:iam::123456789012:user\/ann is not/)
  const { url, fields } = await createPresignedPost(new S3Client(config), {
    Bucket: 'uploads',
    Key: 'form.txt',
  })
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('file', 'x')
  const posted = await region.fetch(url, { method: 'POST', body: form })
  expect([posted.status, (await codeIn(posted))?.[0]]).toEqual([403, 'AccessDenied'])
  expect(uploads.keys).toEqual(['a.txt'])
})

it('a URL of unknown keys is refused', async () => {
  const { region } = setUp()
  const credentials = { accessKeyId: 'AKIAX', secretAccessKey: 'x' }
  const refused = await region.fetch(await urlOf({ ...region.sdk, credentials }, get))
  expect(await codeIn(refused)).toEqual([
    'InvalidAccessKeyId',
    'The AWS Access Key Id you provided does not exist in our records.',
  ])
})

it('the URLs of the test itself may do everything', async () => {
  const { region } = setUp()
  expect((await region.fetch(await urlOf(region.sdk, get))).status).toBe(200)
})
