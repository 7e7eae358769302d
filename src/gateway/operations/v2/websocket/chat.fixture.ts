/** A chat: a WebSocket API of the control plane, with functions behind it. */
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateDeploymentCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateRouteResponseCommand,
  CreateStageCommand,
  UpdateRouteCommand,
  type CreateIntegrationCommandInput,
  type CreateRouteCommandInput,
} from '@aws-sdk/client-apigatewayv2'
import { createRegion, type Region } from '../../../../region/index.ts'

export interface Chat {
  readonly region: Region
  readonly client: ApiGatewayV2Client
  readonly ApiId: string
  /** Returns the id of the integration. */
  integrate(options: Partial<CreateIntegrationCommandInput>): Promise<string>
  /** Returns the id of the route. */
  route(
    key: string,
    integration: string,
    options?: Partial<CreateRouteCommandInput>,
  ): Promise<string>
  deploy(stage?: string): Promise<void>
  /** Makes a route answer its messages. */
  answering(route: string): Promise<void>
}

export async function createChat(): Promise<Chat> {
  const region = createRegion()
  region.registerFunction('join', async () => ({ statusCode: 200 }))
  region.registerFunction('say', async ({ body }) => ({ statusCode: 200, body: `said ${body}` }))
  const client = new ApiGatewayV2Client({ ...region.sdk, maxAttempts: 1 })
  const { ApiId } = (await client.send(
    new CreateApiCommand({
      Name: 'chat',
      ProtocolType: 'WEBSOCKET',
      RouteSelectionExpression: '$request.body.action',
    }),
  )) as { readonly ApiId: string }
  return {
    region,
    client,
    ApiId,
    async integrate(options) {
      const { IntegrationId } = await client.send(
        new CreateIntegrationCommand({ ApiId, IntegrationType: 'AWS_PROXY', ...options }),
      )
      return IntegrationId!
    },
    async route(RouteKey, integration, options = {}) {
      const Target = `integrations/${integration}`
      const { RouteId } = await client.send(
        new CreateRouteCommand({ ApiId, RouteKey, Target, ...options }),
      )
      return RouteId!
    },
    async deploy(StageName = 'prod') {
      const { DeploymentId } = await client.send(new CreateDeploymentCommand({ ApiId }))
      await client.send(new CreateStageCommand({ ApiId, StageName, DeploymentId }))
    },
    async answering(RouteId) {
      await client.send(
        new UpdateRouteCommand({ ApiId, RouteId, RouteResponseSelectionExpression: '$default' }),
      )
      await client.send(
        new CreateRouteResponseCommand({ ApiId, RouteId, RouteResponseKey: '$default' }),
      )
    },
  }
}
