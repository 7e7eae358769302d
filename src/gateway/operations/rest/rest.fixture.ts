/** A region with a client of the control plane for REST APIs, for this folder's tests. */
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  type Integration,
  type PutMethodCommandInput,
} from '@aws-sdk/client-api-gateway'
import { createRegion, type Region } from '../../../region/index.ts'

export interface RestSetting {
  readonly region: Region
  readonly client: APIGatewayClient
  readonly restApiId: string
  readonly rootId: string
}

/** An empty API, and two functions that answer with their names. */
export async function restSetting(): Promise<RestSetting> {
  const region = createRegion()
  for (const name of ['one', 'two'])
    region.registerFunction(name, async () => ({ statusCode: 200, body: name }))
  const client = new APIGatewayClient({ ...region.sdk, maxAttempts: 1 })
  const { id, rootResourceId } = await client.send(new CreateRestApiCommand({ name: 'orders' }))
  return { region, client, restApiId: id!, rootId: rootResourceId! }
}

export const uriOf = (name: string): string =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:${name}/invocations`

/** Makes the resources of a path, and returns the id of the last. */
export async function addResource(
  { client, restApiId, rootId }: RestSetting,
  path: string,
): Promise<string> {
  let parentId = rootId
  for (const pathPart of path.split('/').filter(Boolean))
    parentId = (await client.send(new CreateResourceCommand({ restApiId, parentId, pathPart }))).id!
  return parentId
}

/** A method with a proxy integration. */
export async function addMethod(
  { client, restApiId }: RestSetting,
  resourceId: string,
  httpMethod: string,
  fn: string,
  options: Partial<PutMethodCommandInput> = {},
): Promise<Integration> {
  const key = { restApiId, resourceId, httpMethod }
  await client.send(new PutMethodCommand({ ...key, authorizationType: 'NONE', ...options }))
  return client.send(
    new PutIntegrationCommand({
      ...{ ...key, type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri: uriOf(fn) },
    }),
  )
}

export const deploy = async (
  { client, restApiId }: RestSetting,
  stageName?: string,
): Promise<string> => (await client.send(new CreateDeploymentCommand({ restApiId, stageName }))).id!
