// @aws-sdk/cloudfront-signer signs what a distribution accepts. Its key group is made through the
// SDK, as deployments do; viewers use fetch, which miniregion/auto answers.
import 'miniregion/auto'
import 'miniregion/node-test'
import * as cloudfront from '@aws-sdk/client-cloudfront'
import { getSignedCookies, getSignedUrl } from '@aws-sdk/cloudfront-signer'
import { createBucket, defaultRegion } from 'miniregion'
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6'

/** A distribution in front of a bucket, for viewers with a signature. */
async function deploy() {
  const films = createBucket('films')
  films.seed({ 'hd/1.mp4': 'film', 'hd/2.mp4': 'sequel' })
  const client = new cloudfront.CloudFront({ region: 'us-east-1' })
  const key = await client.createPublicKey({
    PublicKeyConfig: { CallerReference: '1', Name: 'key', EncodedKey: publicKey },
  })
  const keyPairId = key.PublicKey.Id
  const group = await client.createKeyGroup({
    KeyGroupConfig: { Name: 'group', Items: [keyPairId] },
  })
  const control = await client.createOriginAccessControl({
    OriginAccessControlConfig: {
      Name: 'control',
      SigningProtocol: 'sigv4',
      SigningBehavior: 'always',
      OriginAccessControlOriginType: 's3',
    },
  })
  const origin = {
    Id: 'films',
    DomainName: 'films.s3.us-east-1.amazonaws.com',
    S3OriginConfig: { OriginAccessIdentity: '' },
    OriginAccessControlId: control.OriginAccessControl.Id,
  }
  const { Distribution } = await client.createDistribution({
    DistributionConfig: {
      CallerReference: '1',
      Comment: '',
      Enabled: true,
      Origins: { Quantity: 1, Items: [origin] },
      DefaultCacheBehavior: {
        TargetOriginId: 'films',
        ViewerProtocolPolicy: 'https-only',
        CachePolicyId: CACHING_OPTIMIZED,
        TrustedKeyGroups: { Enabled: true, Quantity: 1, Items: [group.KeyGroup.Id] },
      },
    },
  })
  const { S3Client, PutBucketPolicyCommand } = await import('@aws-sdk/client-s3')
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'cloudfront.amazonaws.com' },
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::films/*',
    Condition: { StringEquals: { 'AWS:SourceArn': Distribution.ARN } },
  }
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] })
  await new S3Client({ region: 'us-east-1' }).send(
    new PutBucketPolicyCommand({ Bucket: 'films', Policy }),
  )
  return { url: `https://${Distribution.DomainName}`, keyPairId }
}

const { url, keyPairId } = await deploy()
const signer = { keyPairId, privateKey }
const inAnHour = () => new Date(defaultRegion.clock.now() + 3_600_000)

test('signed URLs, which expire on the clock', async () => {
  const unsigned = await fetch(`${url}/hd/1.mp4`)
  assert.equal(unsigned.status, 403)
  assert.match(await unsigned.text(), /<Code>MissingKey<\/Code>/)

  const signed = getSignedUrl({ ...signer, url: `${url}/hd/1.mp4`, dateLessThan: inAnHour() })
  assert.equal(await (await fetch(signed)).text(), 'film')
  assert.equal((await fetch(signed.replace('1.mp4', '2.mp4'))).status, 403)
  await defaultRegion.clock.advance('61m')
  assert.equal((await fetch(signed)).status, 403)
})

test('cookies with a policy for several objects', async () => {
  const Resource = `${url}/hd/*`
  const time = Math.floor(inAnHour().getTime() / 1000)
  const Condition = { DateLessThan: { 'AWS:EpochTime': time } }
  const policy = JSON.stringify({ Statement: [{ Resource, Condition }] })
  const cookies = getSignedCookies({ ...signer, policy })
  const cookie = Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ')
  for (const [key, content] of [
    ['hd/1.mp4', 'film'],
    ['hd/2.mp4', 'sequel'],
  ]) {
    const answer = await fetch(`${url}/${key}`, { headers: { cookie } })
    assert.equal(await answer.text(), content)
  }
  assert.equal((await fetch(`${url}/sd/1.mp4`, { headers: { cookie } })).status, 403)
})
