import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { S3Handler } from 'aws-lambda'
import { documents, s3 } from './clients.js'

/** Stands for an image library. */
const shrink = (photo: Uint8Array): Uint8Array => photo.filter((_, index) => index % 2 === 0)

/** Makes a public thumbnail of each photo that arrives. */
export const handler: S3Handler = async ({ Records }) => {
  for (const { s3: change } of Records) {
    const Key = decodeURIComponent(change.object.key.replaceAll('+', ' '))
    const id = Key.replace('incoming/', '')
    const { Body, ContentType, Metadata } = await s3.send(
      new GetObjectCommand({ Bucket: change.bucket.name, Key }),
    )
    if (!ContentType?.startsWith('image/')) throw new Error(`${Key} is ${ContentType}`)
    const photo = await Body!.transformToByteArray()
    await s3.send(
      new PutObjectCommand({
        Bucket: process.env.GALLERY,
        Key: `${id}.jpg`,
        Body: shrink(photo),
        ContentType,
        Metadata,
      }),
    )
    await documents.send(
      new UpdateCommand({
        TableName: process.env.PHOTOS,
        Key: { id },
        UpdateExpression: 'SET #status = :ready, #size = :size',
        ExpressionAttributeNames: { '#status': 'status', '#size': 'size' },
        ExpressionAttributeValues: { ':ready': 'READY', ':size': photo.length },
      }),
    )
  }
}
