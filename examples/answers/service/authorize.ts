// A Lambda authorizer of a REST API, as it would be deployed. It accepts the tokens of one OpenID
// issuer, whose keys it reads itself, and allows the routes of the token's scopes.
import type { APIGatewayAuthorizerResult, APIGatewayTokenAuthorizerEvent } from 'aws-lambda'
import { JwtVerifier } from 'aws-jwt-verify'

const { ISSUER = '', AUDIENCE = '' } = process.env
// Outside the handler: warm environments keep the issuer's keys.
const verifier = JwtVerifier.create({ issuer: ISSUER, audience: AUDIENCE })

/** The routes that each scope opens, as the end of a method's ARN. */
const ROUTES: Readonly<Record<string, string>> = {
  'answers.read': 'GET/questions/*',
  'answers.ask': 'POST/questions',
}

export const handler = async (
  event: APIGatewayTokenAuthorizerEvent,
): Promise<APIGatewayAuthorizerResult> => {
  const claims = await verify(event.authorizationToken)
  const scopes = typeof claims['scope'] === 'string' ? claims['scope'].split(' ') : []
  // arn:aws:execute-api:<region>:<account>:<api>/<stage>/<method>/<path>. The result is cached by
  // token: a policy for the asked method alone would refuse the same token's next request.
  const [api, stage] = event.methodArn.split('/')
  const routes = scopes.flatMap((scope) => ROUTES[scope] ?? [])
  return {
    principalId: claims.sub ?? 'unknown',
    context: { scopes: scopes.join(' ') },
    policyDocument: {
      Version: '2012-10-17',
      Statement:
        routes.length > 0
          ? routes.map((route) => statement('Allow', `${api}/${stage}/${route}`))
          : [statement('Deny', `${api}/${stage}/*`)],
    },
  }
}

async function verify(header: string) {
  try {
    return await verifier.verify(header.replace(/^Bearer\s+/i, ''))
  } catch (error) {
    console.log('refused a token:', String(error))
    // API Gateway answers 401 for exactly this message, and 500 for any other.
    throw new Error('Unauthorized')
  }
}

const statement = (Effect: 'Allow' | 'Deny', Resource: string) => ({
  Action: 'execute-api:Invoke',
  Effect,
  Resource,
})
