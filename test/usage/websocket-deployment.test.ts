// The examples of docs/guide/websocket-deployment.md.
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateDeploymentCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateRouteResponseCommand,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2'
import { createRegion } from 'miniregion'
import { expect, it } from 'vitest'

const setUp = () => {
  const region = createRegion()
  const say = region.registerFunction('say', async ({ body }) => ({
    statusCode: 200,
    body: JSON.parse(body).text,
  }))
  return { region, say }
}

it('through the SDK', async () => {
  const { region, say } = setUp()
  const client = new ApiGatewayV2Client(region.sdk)
  const { ApiId } = await client.send(
    new CreateApiCommand({
      Name: 'chat',
      ProtocolType: 'WEBSOCKET',
      RouteSelectionExpression: '$request.body.action',
    }),
  )
  const { IntegrationId } = await client.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${say.arn}/invocations`,
    }),
  )
  const { RouteId } = await client.send(
    new CreateRouteCommand({
      ApiId,
      RouteKey: 'say',
      Target: `integrations/${IntegrationId}`,
      RouteResponseSelectionExpression: '$default',
    }),
  )
  const response = { ApiId, RouteId, RouteResponseKey: '$default' }
  await client.send(new CreateRouteResponseCommand(response))
  const { DeploymentId } = await client.send(new CreateDeploymentCommand({ ApiId }))
  await client.send(new CreateStageCommand({ ApiId, StageName: 'live', DeploymentId }))

  const ann = await region.webSocketGateway('chat').connect()
  ann.send({ action: 'say', text: 'hi' })
  expect(await ann.next()).toBe('hi')
})

it('models', async () => {
  const { region, say } = setUp()
  const chat = region.createGateway(
    {
      say: {
        handler: say,
        returnResponse: true,
        models: { say: 'Text' },
        modelSelectionExpression: '$request.body.action',
      },
    },
    { type: 'websocket', models: { Text: { type: 'object', required: ['text'] } } },
  )
  const ann = await chat.connect()
  ann.send({ action: 'say' })
  expect(JSON.parse(await ann.next())).toMatchObject({ message: 'Bad request body' })
  expect(chat.lastRequest?.reason).toMatch(/missing required properties/)
})
