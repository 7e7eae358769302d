/** Rotations and deletions of keys on the clock, and their events on the default bus. */
import { KMS } from '@aws-sdk/client-kms'
import { createRegion } from 'miniregion'
import { expect, it } from 'vitest'

async function setUp() {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  const client = new KMS({ ...region.sdk, maxAttempts: 1 })
  const bus = region.eventBus('default')
  const events = region.createQueue('events')
  bus.rule('keys', { source: ['aws.kms'] }, events)
  const { KeyMetadata } = await client.createKey({ Origin: 'AWS_KMS', MultiRegion: false })
  const { KeyId = '', Arn = '', CurrentKeyMaterialId: first } = KeyMetadata ?? {}
  const current = async () =>
    (await client.describeKey({ KeyId })).KeyMetadata?.CurrentKeyMaterialId
  const encrypt = async (text: string) =>
    (await client.encrypt({ KeyId, Plaintext: Buffer.from(text) })).CiphertextBlob!
  const decrypt = async (CiphertextBlob: Uint8Array) => {
    const { Plaintext, KeyMaterialId } = await client.decrypt({ CiphertextBlob })
    return [Buffer.from(Plaintext!).toString(), KeyMaterialId]
  }
  return { region, client, events, KeyId, Arn, first, current, encrypt, decrypt }
}

it('automatic rotation makes new material, and keeps the old for old ciphertexts', async () => {
  const { region, client, events, KeyId, Arn, first, current, encrypt, decrypt } = await setUp()
  const old = await encrypt('old')
  await client.enableKeyRotation({ KeyId, RotationPeriodInDays: 90 })
  expect(await client.getKeyRotationStatus({ KeyId })).toMatchObject({
    KeyRotationEnabled: true,
    RotationPeriodInDays: 90,
    NextRotationDate: new Date('2026-04-01T00:00:00Z'),
  })
  await region.clock.advance('90d')
  await region.idle()
  const second = await current()
  expect(second).not.toBe(first)
  expect(await decrypt(old)).toEqual(['old', first])
  expect(await decrypt(await encrypt('new'))).toEqual(['new', second])
  expect(events.messages.map(({ json }) => json)).toMatchObject([
    {
      source: 'aws.kms',
      'detail-type': 'KMS CMK Rotation',
      time: '2026-04-01T00:00:00Z',
      resources: [Arn],
      detail: {
        'key-id': KeyId,
        'key-origin': 'AWS_KMS',
        'rotation-type': 'AUTOMATIC',
        'previous-key-material-id': first,
        'current-key-material-id': second,
      },
    },
  ])
  await client.disableKeyRotation({ KeyId })
  await region.clock.advance('365d')
  expect(await current()).toBe(second)
})

it('rotation on demand is listed', async () => {
  const { client, KeyId, first, current, encrypt, decrypt } = await setUp()
  const old = await encrypt('old')
  expect(await client.rotateKeyOnDemand({ KeyId })).toMatchObject({
    KeyId: expect.any(String) as string,
  })
  expect(await decrypt(old)).toEqual(['old', first])
  const rotation = {
    KeyId,
    KeyMaterialId: await current(),
    KeyMaterialState: 'CURRENT',
    RotationDate: new Date('2026-01-01T00:00:00Z'),
    RotationType: 'ON_DEMAND',
  }
  const { Rotations, Truncated } = await client.listKeyRotations({ KeyId })
  expect([Rotations, Truncated]).toEqual([[rotation], false])
  const all = await client.listKeyRotations({ KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' })
  expect(all.Rotations).toEqual([
    { KeyId, KeyMaterialId: first, KeyMaterialState: 'NON_CURRENT' },
    rotation,
  ])
  await client.disableKey({ KeyId })
  const refused = { name: 'DisabledException' }
  await expect(client.rotateKeyOnDemand({ KeyId })).rejects.toMatchObject(refused)
  await expect(client.enableKeyRotation({ KeyId })).rejects.toMatchObject(refused)
})

it('the end of a waiting period is an event, unless it was cancelled', async () => {
  const { region, client, events, KeyId, Arn } = await setUp()
  await client.scheduleKeyDeletion({ KeyId, PendingWindowInDays: 7 })
  await client.cancelKeyDeletion({ KeyId })
  await region.clock.advance('8d')
  await region.idle()
  expect(events.messages).toEqual([])
  await client.scheduleKeyDeletion({ KeyId, PendingWindowInDays: 7 })
  const fork = region.fork()
  await region.clock.advance('8d')
  await region.idle()
  const deletion = {
    'detail-type': 'KMS CMK Deletion',
    time: '2026-01-16T00:00:00Z',
    resources: [Arn],
    detail: { 'key-id': KeyId },
  }
  expect(events.messages.map(({ json }) => json)).toMatchObject([deletion])
  expect((await client.listKeys({})).Keys).toEqual([])
  await fork.clock.advance('8d')
  await fork.idle()
  expect(fork.queue('events').messages.map(({ json }) => json)).toMatchObject([deletion])
})
