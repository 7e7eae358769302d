/**
 * An HTTP API that puts what it receives on an event bus.
 * AWS: https://github.com/getlift/lift/blob/master/docs/webhook.md
 */
import { getAtt, ref, type Draft } from '../draft.ts'
import { functionId } from '../names.ts'
import { membersOf, type Properties } from '../service.ts'
import { idOf, resourceOf, type Construct, type ConstructKind } from './construct.ts'

const apiOf = (construct: Construct): string => resourceOf(construct, 'HttpApi')
const busOf = (construct: Construct): string => resourceOf(construct, 'Bus')
const isInsecure = ({ settings }: Construct): boolean => settings['insecure'] === true
const authorizerOf = ({ id }: Construct): string => `${id}Authorizer`

function addRole(construct: Construct, draft: Draft): string {
  const id = resourceOf(construct, 'ApiGatewayRole')
  const allow = (Action: string, Resource: unknown): Properties => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource }],
  })
  const put = allow('events:PutEvents', getAtt(busOf(construct), 'Arn'))
  const invoke = allow('lambda:InvokeFunction', getAtt(functionId(authorizerOf(construct)), 'Arn'))
  const Principal = { Service: 'apigateway.amazonaws.com' }
  draft.add(id, 'AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }],
    },
    Policies: [
      { PolicyName: 'EventBridge', PolicyDocument: put },
      ...(isInsecure(construct) ? [] : [{ PolicyName: 'Authorizer', PolicyDocument: invoke }]),
    ],
  })
  return id
}

function addAuthorizer(construct: Construct, role: string, draft: Draft): string {
  const id = idOf(construct, 'Authorizer')
  const fn = getAtt(functionId(authorizerOf(construct)), 'Arn')
  const uri = ['arn:aws:apigateway:', ref('AWS::Region'), ':lambda:path/2015-03-31/functions/', fn]
  draft.add(id, 'AWS::ApiGatewayV2::Authorizer', {
    ApiId: ref(apiOf(construct)),
    AuthorizerPayloadFormatVersion: '2.0',
    AuthorizerType: 'REQUEST',
    Name: `${construct.id}-authorizer`,
    IdentitySource: ['$request.header.Authorization'],
    EnableSimpleResponses: true,
    AuthorizerUri: { 'Fn::Join': ['', [...uri, '/invocations']] },
    AuthorizerCredentialsArn: getAtt(role, 'Arn'),
  })
  return id
}

export const webhook: ConstructKind = {
  add(construct, draft) {
    const { id, settings, stackName } = construct
    const api = ref(apiOf(construct))
    draft.add(apiOf(construct), 'AWS::ApiGatewayV2::Api', { Name: 'HttpApi', ProtocolType: 'HTTP' })
    draft.add(resourceOf(construct, 'HttpApi', 'DefaultStage'), 'AWS::ApiGatewayV2::Stage', {
      ...{ ApiId: api, StageName: '$default', AutoDeploy: true },
    })
    // Unverified: the plugin's name of the bus is made of its path and a hash
    draft.add(busOf(construct), 'AWS::Events::EventBus', { Name: `${stackName}-${id}-bus` })
    const role = addRole(construct, draft)
    const integration = idOf(construct, 'Integration')
    draft.add(integration, 'AWS::ApiGatewayV2::Integration', {
      ApiId: api,
      ConnectionType: 'INTERNET',
      CredentialsArn: getAtt(role, 'Arn'),
      IntegrationSubtype: 'EventBridge-PutEvents',
      IntegrationType: 'AWS_PROXY',
      PayloadFormatVersion: '1.0',
      RequestParameters: {
        ...{ DetailType: settings['eventType'] ?? 'Webhook', Detail: '$request.body', Source: id },
        EventBusName: ref(busOf(construct)),
      },
    })
    const routeKey = `POST ${String(settings['path'])}`
    draft.add(idOf(construct, 'Route'), 'AWS::ApiGatewayV2::Route', {
      ApiId: api,
      RouteKey: routeKey,
      Target: { 'Fn::Join': ['/', ['integrations', ref(integration)]] },
      ...(isInsecure(construct)
        ? { AuthorizationType: 'NONE' }
        : {
            AuthorizationType: 'CUSTOM',
            AuthorizerId: ref(addAuthorizer(construct, role, draft)),
          }),
    })
    draft.output(idOf(construct, 'HttpApiEndpoint'), getAtt(apiOf(construct), 'ApiEndpoint'))
    draft.output(idOf(construct, 'Endpoint'), routeKey)
  },
  functions: (construct) =>
    isInsecure(construct)
      ? []
      : [
          {
            name: authorizerOf(construct),
            properties: membersOf(construct.settings['authorizer']),
            events: [],
          },
        ],
  variables: (construct) => ({ busName: ref(busOf(construct)) }),
  extensions: (construct) => ({ api: apiOf(construct), bus: busOf(construct) }),
}
