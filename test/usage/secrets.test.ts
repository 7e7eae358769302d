// The examples of docs/guide/secrets.md.
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  RotateSecretCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager'
import { createRegion, createSecret, registerFunction } from 'miniregion'
import 'miniregion/auto'
import 'miniregion/vitest'
import { expect, it } from 'vitest'

it('a handler reads a secret when it starts', async () => {
  const db = createSecret('shop/db', { user: 'ann', password: 'hush' })
  const connect = registerFunction('connect', async () => {
    const client = new SecretsManagerClient({ region: 'us-east-1' })
    const { SecretString = '' } = await client.send(
      new GetSecretValueCommand({ SecretId: 'shop/db' }),
    )
    const { user } = JSON.parse(SecretString) as { user: string }
    return `connected as ${user}`
  })

  const run = await connect.invoke({})
  expect(run.payload).toBe('connected as ann')
  expect(db.reads).toHaveLength(1)
})

it('a function rotates it', async () => {
  const region = createRegion()
  const client = new SecretsManagerClient(region.sdk)
  const rotate = region.registerFunction('rotate', async (event: Record<string, string>) => {
    const { Step, SecretId, ClientRequestToken } = event
    if (Step === 'createSecret') {
      const VersionStages = ['AWSPENDING']
      const value = { SecretId, ClientRequestToken, SecretString: 'new', VersionStages }
      await client.send(new PutSecretValueCommand(value))
    }
    if (Step === 'finishSecret') {
      const current = await client.send(new GetSecretValueCommand({ SecretId }))
      await client.send(
        new UpdateSecretVersionStageCommand({
          SecretId,
          VersionStage: 'AWSCURRENT',
          RemoveFromVersionId: current.VersionId,
          MoveToVersionId: ClientRequestToken,
        }),
      )
    }
  })
  const key = region.createSecret('shop/key', 'old', { rotation: rotate })
  await client.send(new RotateSecretCommand({ SecretId: key.arn }))
  await region.idle()
  expect(key.value).toBe('new')
  expect(key.history.map(({ value, stages }) => [value, stages])).toEqual([
    ['old', ['AWSPREVIOUS']],
    ['new', ['AWSCURRENT', 'AWSPENDING']],
  ])

  key.put('newer')
  expect(key.value).toBe('newer')
})
