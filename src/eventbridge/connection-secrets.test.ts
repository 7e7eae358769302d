import {
  CreateConnectionCommand,
  DeauthorizeConnectionCommand,
  DeleteConnectionCommand,
  DescribeConnectionCommand,
  EventBridgeClient,
  UpdateConnectionCommand,
} from '@aws-sdk/client-eventbridge'
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { createRegion } from 'miniregion'
import { expect, it } from 'vitest'

const apiKey = (ApiKeyValue: string) => ({
  AuthorizationType: 'API_KEY' as const,
  AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'X-Key', ApiKeyValue } },
})

it('a connection keeps its parameters in a secret, which follows it', async () => {
  const region = createRegion()
  const events = new EventBridgeClient(region.sdk)
  const secrets = new SecretsManagerClient({ ...region.sdk, maxAttempts: 1 })
  await events.send(new CreateConnectionCommand({ Name: 'partner', ...apiKey('one') }))
  const { SecretArn: SecretId } = await events.send(
    new DescribeConnectionCommand({ Name: 'partner' }),
  )
  const value = async () =>
    JSON.parse(
      (await secrets.send(new GetSecretValueCommand({ SecretId }))).SecretString!,
    ) as unknown
  expect(await value()).toEqual({ api_key_name: 'X-Key', api_key_value: 'one' })
  expect(await secrets.send(new DescribeSecretCommand({ SecretId }))).toMatchObject({
    ARN: SecretId,
    OwningService: 'events',
  })
  await events.send(new UpdateConnectionCommand({ Name: 'partner', ...apiKey('two') }))
  expect(await value()).toEqual({ api_key_name: 'X-Key', api_key_value: 'two' })
  region.reset()
  expect(await value()).toEqual({ api_key_name: 'X-Key', api_key_value: 'two' })
  const Filters = [{ Key: 'owning-service' as const, Values: ['events'] }]
  const list = async () => (await secrets.send(new ListSecretsCommand({ Filters }))).SecretList
  expect(await list()).toHaveLength(1)

  await events.send(new DeauthorizeConnectionCommand({ Name: 'partner' }))
  await expect(value()).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  await events.send(new UpdateConnectionCommand({ Name: 'partner', ...apiKey('three') }))
  expect(await list()).toHaveLength(1)
  await events.send(new DeleteConnectionCommand({ Name: 'partner' }))
  expect(await list()).toEqual([])
})

it('the secret says what the kind of connection needs', async () => {
  const region = createRegion()
  const events = new EventBridgeClient(region.sdk)
  const textOf = async (Name: string) => {
    const { SecretArn } = await events.send(new DescribeConnectionCommand({ Name }))
    return region.secret(SecretArn!).json
  }
  await events.send(
    new CreateConnectionCommand({
      Name: 'basic',
      AuthorizationType: 'BASIC',
      AuthParameters: { BasicAuthParameters: { Username: 'ann', Password: 'hush' } },
    }),
  )
  expect(await textOf('basic')).toEqual({ username: 'ann', password: 'hush' })
  await events.send(
    new CreateConnectionCommand({
      Name: 'oauth',
      AuthorizationType: 'OAUTH_CLIENT_CREDENTIALS',
      AuthParameters: {
        OAuthParameters: {
          AuthorizationEndpoint: 'https://auth.example.com/token',
          HttpMethod: 'POST',
          ClientParameters: { ClientID: 'id', ClientSecret: 'secret' },
        },
      },
    }),
  )
  expect(await textOf('oauth')).toEqual({
    client_id: 'id',
    client_secret: 'secret',
    authorization_endpoint: 'https://auth.example.com/token',
    http_method: 'POST',
  })
})
