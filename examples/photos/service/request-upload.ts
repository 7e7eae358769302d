import { randomUUID } from 'node:crypto'
import { PutObjectCommand } from '@aws-sdk/client-s3'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import type { APIGatewayProxyHandlerV2 } from 'aws-lambda'
import { documents, s3 } from './clients.js'

/** POST /photos: returns a URL to which the browser uploads the photo itself. */
export const handler: APIGatewayProxyHandlerV2 = async (event) => {
  const { title } = JSON.parse(event.body ?? '{}') as { title?: string }
  if (!title) return { statusCode: 400, body: 'title' }
  const id = randomUUID()
  await documents.send(
    new PutCommand({ TableName: process.env.PHOTOS, Item: { id, title, status: 'WAITING' } }),
  )
  const upload = new PutObjectCommand({
    Bucket: process.env.UPLOADS,
    Key: `incoming/${id}`,
    Metadata: { title },
  })
  const url = await getSignedUrl(s3, upload, { expiresIn: 900 })
  return { statusCode: 201, body: JSON.stringify({ id, url }) }
}
