import type { APIGatewayRequestAuthorizerEvent, APIGatewayAuthorizerResult } from 'aws-lambda'

/** Who may open a connection, and to which room: the token is `<name>@<room>`. */
export const handler = async (
  event: APIGatewayRequestAuthorizerEvent,
): Promise<APIGatewayAuthorizerResult> => {
  const [name, room] = (event.queryStringParameters?.token ?? '').split('@')
  if (!name || !room) throw new Error('Unauthorized')
  return {
    principalId: name,
    context: { room },
    policyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Action: 'execute-api:Invoke',
          Effect: name === 'mallory' ? 'Deny' : 'Allow',
          Resource: event.methodArn,
        },
      ],
    },
  }
}
