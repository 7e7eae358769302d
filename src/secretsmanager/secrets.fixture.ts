/** What the tests of Secrets Manager share. */
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  type CreateSecretCommandInput,
  type GetSecretValueCommandInput,
  type PutSecretValueCommandInput,
} from '@aws-sdk/client-secrets-manager'
import { createRegion, type Region } from '../region/index.ts'

export const setUp = (): { region: Region; client: SecretsManagerClient } => {
  const region = createRegion()
  region.clock.freeze('2026-01-01T12:00:00Z')
  return { region, client: new SecretsManagerClient({ ...region.sdk, maxAttempts: 1 }) }
}

export const create = (
  client: SecretsManagerClient,
  input: Partial<CreateSecretCommandInput> = {},
) => client.send(new CreateSecretCommand({ Name: 's', SecretString: 'one', ...input }))
export const put = (
  client: SecretsManagerClient,
  input: Partial<PutSecretValueCommandInput> = {},
) => client.send(new PutSecretValueCommand({ SecretId: 's', SecretString: 'two', ...input }))
export const get = (
  client: SecretsManagerClient,
  input: Partial<GetSecretValueCommandInput> = {},
) => client.send(new GetSecretValueCommand({ SecretId: 's', ...input }))
export const stages = async (client: SecretsManagerClient) =>
  (await client.send(new DescribeSecretCommand({ SecretId: 's' }))).VersionIdsToStages
