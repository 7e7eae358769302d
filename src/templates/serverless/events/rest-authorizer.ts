/** Authorizers of REST routes. */
import { isObject } from '../../../core/json.ts'
import { withoutUndefined } from '../../../core/without-undefined.ts'
import { getAtt, ref, type Draft } from '../draft.ts'
import { functionId as idOfFunction, normalize, plainId } from '../names.ts'
import { isIntrinsic, textOf, type Properties } from '../service.ts'
import { allow } from './event.ts'
import { API } from './rest-route.ts'

/** Names of functions, ARNs, or objects. */
export function authorizationOf({ authorizer }: Properties, draft: Draft): Properties {
  if (authorizer === undefined) return { AuthorizationType: 'NONE' }
  const settings: Properties =
    isObject(authorizer) && !isIntrinsic(authorizer) ? authorizer : { name: authorizer }
  const name = textOf(settings['name'])
  if (
    name?.toLowerCase() === 'aws_iam' ||
    settings['type'] === 'aws_iam' ||
    settings['type'] === 'AWS_IAM'
  )
    return { AuthorizationType: 'AWS_IAM' }
  const type = String(settings['type'] ?? 'TOKEN').toUpperCase()
  const given = settings['authorizerId']
  const arn: unknown =
    settings['arn'] ??
    (name?.startsWith('arn:')
      ? name
      : isObject(authorizer) && isIntrinsic(authorizer)
        ? authorizer
        : undefined)
  const isPool =
    type === 'COGNITO_USER_POOLS' || (typeof arn === 'string' && arn.includes(':cognito-idp:'))
  const scopes = settings['scopes']
  const AuthorizationType = isPool ? 'COGNITO_USER_POOLS' : 'CUSTOM'
  if (given !== undefined)
    return withoutUndefined({ AuthorizationType, AuthorizerId: given, AuthorizationScopes: scopes })
  const id = `${normalize(authorizerName(name, arn))}ApiGatewayAuthorizer`
  if (!draft.has(id)) addAuthorizer(id, { settings, type, isPool, arn, name }, draft)
  return withoutUndefined({ AuthorizationType, AuthorizerId: ref(id), AuthorizationScopes: scopes })
}

const authorizerName = (name: string | undefined, arn: unknown): string =>
  name !== undefined && !name.startsWith('arn:')
    ? name
    : plainId(
        typeof arn === 'string' ? (arn.split(/[:/]/).at(-1) ?? 'authorizer') : JSON.stringify(arn),
      )

interface AuthorizerParts {
  readonly settings: Properties
  readonly type: string
  readonly isPool: boolean
  readonly arn: unknown
  readonly name: string | undefined
}

function addAuthorizer(id: string, parts: AuthorizerParts, draft: Draft): void {
  const { settings, type, isPool, arn, name } = parts
  const source = settings['identitySource'] ?? 'method.request.header.Authorization'
  const fn = name === undefined ? undefined : idOfFunction(name)
  const target: unknown = arn ?? (fn === undefined ? undefined : getAtt(fn, 'Arn'))
  draft.add(id, 'AWS::ApiGateway::Authorizer', {
    RestApiId: ref(API),
    Name: name ?? id,
    Type: isPool ? 'COGNITO_USER_POOLS' : type,
    IdentitySource: source,
    AuthorizerResultTtlInSeconds: settings['resultTtlInSeconds'] ?? 300,
    IdentityValidationExpression: settings['identityValidationExpression'],
    ...(isPool
      ? { ProviderARNs: [target] }
      : {
          AuthorizerUri: {
            'Fn::Join': [
              '',
              [
                'arn:',
                ref('AWS::Partition'),
                ':apigateway:',
                ref('AWS::Region'),
                ':lambda:path/2015-03-31/functions/',
                target,
                '/invocations',
              ],
            ],
          },
        }),
  })
  if (!isPool && fn !== undefined && arn === undefined)
    allow({ functionId: fn }, draft, 'ApiGateway', 'apigateway.amazonaws.com')
}
