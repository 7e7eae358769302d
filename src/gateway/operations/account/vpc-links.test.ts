import { APIGateway } from '@aws-sdk/client-api-gateway'
import { describe, expect, it } from 'vitest'
import { createRegion } from '../../../region/index.ts'

const TARGET =
  'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/shop/50dc6c495c0c9188'

describe('VPC links', () => {
  it('are made, listed, renamed and deleted', async () => {
    const client = new APIGateway(createRegion().sdk)
    const link = await client.createVpcLink({ name: 'shop', targetArns: [TARGET] })
    expect(link).toMatchObject({ name: 'shop', targetArns: [TARGET], status: 'AVAILABLE' })
    const patchOperations = [{ op: 'replace', path: '/name', value: 'orders' } as const]
    await client.updateVpcLink({ vpcLinkId: link.id, patchOperations })
    expect((await client.getVpcLinks({})).items).toMatchObject([{ id: link.id, name: 'orders' }])
    await client.deleteVpcLink({ vpcLinkId: link.id })
    await expect(client.getVpcLink({ vpcLinkId: link.id })).rejects.toMatchObject({
      name: 'NotFoundException',
      message: 'Invalid Vpc Link identifier specified',
    })
  })

  it('are the connection of an integration, whose URL the backend answers', async () => {
    const region = createRegion()
    region.backend('http://orders.internal', () => Response.json({ from: 'the network' }))
    const client = new APIGateway(region.sdk)
    const { id: vpcLinkId } = await client.createVpcLink({ name: 'shop', targetArns: [TARGET] })
    const { id: restApiId, rootResourceId: resourceId } = await client.createRestApi({ name: 'a' })
    const place = { restApiId, resourceId, httpMethod: 'GET' }
    await client.putMethod({ ...place, authorizationType: 'NONE' })
    const integration = {
      ...place,
      type: 'HTTP_PROXY',
      integrationHttpMethod: 'GET',
      uri: 'http://orders.internal/',
      connectionType: 'VPC_LINK',
    } as const
    await expect(client.putIntegration(integration)).rejects.toMatchObject({
      name: 'BadRequestException',
    })
    await client.putIntegration({ ...integration, connectionId: vpcLinkId })
    expect(await client.getIntegration(place)).toMatchObject({
      connectionType: 'VPC_LINK',
      connectionId: vpcLinkId,
    })
    await client.createDeployment({ restApiId, stageName: 'prod' })
    const response = await region.gateway(restApiId!).get('/')
    expect(await response.json()).toEqual({ from: 'the network' })
    await expect(client.deleteVpcLink({ vpcLinkId })).rejects.toMatchObject({
      message: `Cannot delete vpc link. Vpc link '${vpcLinkId}', is referenced in [GET:${resourceId}:prod] in format of [Method:Resource:Stage].`,
    })
  })

  it('come from templates', async () => {
    const { fromTemplate } = await import('../../../templates.ts')
    const region = createRegion()
    region.backend('http://orders.internal', () => Response.json({ ok: true }))
    const { stack } = fromTemplate({
      Resources: {
        Link: { Type: 'AWS::ApiGateway::VpcLink', Properties: { Name: 'l', TargetArns: [TARGET] } },
        Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'orders' } },
        Get: {
          Type: 'AWS::ApiGateway::Method',
          Properties: {
            RestApiId: { Ref: 'Api' },
            ResourceId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
            HttpMethod: 'GET',
            AuthorizationType: 'NONE',
            Integration: {
              ...{
                Type: 'HTTP_PROXY',
                IntegrationHttpMethod: 'GET',
                Uri: 'http://orders.internal/',
              },
              ...{ ConnectionType: 'VPC_LINK', ConnectionId: { Ref: 'Link' } },
            },
          },
        },
        Deployment: {
          Type: 'AWS::ApiGateway::Deployment',
          DependsOn: 'Get',
          Properties: { RestApiId: { Ref: 'Api' }, StageName: 'prod' },
        },
      },
    } as never)(region) as {
      stack: { skipped: unknown; gateway(name: string): { get(path: string): Promise<Response> } }
    }
    expect(stack.skipped).toEqual([])
    expect(await (await stack.gateway('Api').get('/')).json()).toEqual({ ok: true })
  })
})
