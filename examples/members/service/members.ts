import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { APIGatewayProxyHandlerV2WithJWTAuthorizer } from 'aws-lambda'
import { documents } from './clients.js'

/** GET /me, and PUT /me with a new name. The authorizer has checked the token. */
export const handler: APIGatewayProxyHandlerV2WithJWTAuthorizer = async (event) => {
  const { sub } = event.requestContext.authorizer.jwt.claims
  const target = { TableName: process.env.MEMBERS, Key: { id: sub } }
  if (event.routeKey === 'PUT /me') {
    const { name } = JSON.parse(event.body ?? '{}') as { name?: string }
    await documents.send(
      new UpdateCommand({
        ...target,
        UpdateExpression: 'SET #name = :name',
        ExpressionAttributeNames: { '#name': 'name' },
        ExpressionAttributeValues: { ':name': name },
      }),
    )
  }
  const { Item } = await documents.send(new GetCommand(target))
  return { statusCode: 200, body: JSON.stringify(Item) }
}
