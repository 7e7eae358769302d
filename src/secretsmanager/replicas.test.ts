import { SecretsManager } from '@aws-sdk/client-secrets-manager'
import { expect, it } from 'vitest'
import { createRegion } from '../region/index.ts'

async function setUp() {
  const region = createRegion()
  const us = new SecretsManager({ ...region.sdk, maxAttempts: 1 })
  const eu = new SecretsManager({ ...region.sdk, region: 'eu-west-1', maxAttempts: 1 })
  const created = await us.createSecret({
    Name: 'shop/db',
    SecretString: 'one',
    AddReplicaRegions: [{ Region: 'eu-west-1' }],
  })
  const read = async (client: SecretsManager) =>
    (await client.getSecretValue({ SecretId: 'shop/db' })).SecretString
  return { region, us, eu, created, read }
}

const SecretId = 'shop/db'

it('a replica follows its secret', async () => {
  const { us, eu, created, read } = await setUp()
  const ReplicationStatus = [
    { Region: 'eu-west-1', KmsKeyId: 'alias/aws/secretsmanager', Status: 'InSync' },
  ]
  expect(created).toMatchObject({ ReplicationStatus })
  expect(await read(eu)).toBe('one')
  await us.putSecretValue({ SecretId, SecretString: 'two' })
  expect(await read(eu)).toBe('two')
  expect(await us.describeSecret({ SecretId })).toMatchObject({
    PrimaryRegion: 'us-east-1',
    ReplicationStatus,
  })
  const replica = await eu.describeSecret({ SecretId })
  expect(replica).toMatchObject({
    ARN: created.ARN?.replace('us-east-1', 'eu-west-1'),
    PrimaryRegion: 'us-east-1',
  })
  expect(replica).not.toHaveProperty('ReplicationStatus')
})

it('a replica is not written to, and goes before its secret', async () => {
  const { us, eu, read } = await setUp()
  const readOnly = {
    name: 'InvalidRequestException',
    message:
      "Operation not permitted on a replica secret. Call must be made in primary secret's region.",
  }
  await expect(eu.putSecretValue({ SecretId, SecretString: 'x' })).rejects.toMatchObject(readOnly)
  await expect(eu.deleteSecret({ SecretId })).rejects.toMatchObject(readOnly)
  await expect(us.deleteSecret({ SecretId })).rejects.toMatchObject({
    name: 'InvalidParameterException',
  })
  const removed = await us.removeRegionsFromReplication({
    SecretId,
    RemoveReplicaRegions: ['eu-west-1'],
  })
  expect(removed.ReplicationStatus).toEqual([])
  await expect(read(eu)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  await us.deleteSecret({ SecretId, ForceDeleteWithoutRecovery: true })
})

it('a replica becomes a secret of its own', async () => {
  const { us, eu, read } = await setUp()
  await eu.stopReplicationToReplica({ SecretId })
  await us.putSecretValue({ SecretId, SecretString: 'two' })
  expect(await read(eu)).toBe('one')
  await eu.putSecretValue({ SecretId, SecretString: 'three' })
  expect(await read(us)).toBe('two')
  expect(await us.describeSecret({ SecretId })).not.toHaveProperty('ReplicationStatus')
  await expect(eu.stopReplicationToReplica({ SecretId })).rejects.toMatchObject({
    name: 'InvalidRequestException',
  })
  const AddReplicaRegions = [{ Region: 'eu-west-1' }]
  const taken = await us.replicateSecretToRegions({ SecretId, AddReplicaRegions })
  expect(taken.ReplicationStatus).toMatchObject([{ Region: 'eu-west-1', Status: 'Failed' }])
  expect(await read(eu)).toBe('three')
  await us.replicateSecretToRegions({
    SecretId,
    AddReplicaRegions,
    ForceOverwriteReplicaSecret: true,
  })
  expect(await read(eu)).toBe('two')
})

it('forks have replicas of their own, and wrong regions are refused', async () => {
  const { region, us, read } = await setUp()
  const fork = region.fork()
  const [ofFork, ofEu] = ['us-east-1', 'eu-west-1'].map(
    (name) => new SecretsManager({ ...fork.sdk, region: name }),
  )
  await ofFork!.putSecretValue({ SecretId, SecretString: 'two' })
  expect(await read(ofEu!)).toBe('two')
  expect(await read(us)).toBe('one')
  const refused = { 'us-east-1': 'InvalidParameterException', nowhere: 'ValidationException' }
  for (const [Region, name] of Object.entries(refused)) {
    const AddReplicaRegions = [{ Region }]
    await expect(
      us.replicateSecretToRegions({ SecretId, AddReplicaRegions }),
    ).rejects.toMatchObject({ name })
  }
})
