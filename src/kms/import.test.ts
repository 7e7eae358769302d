import { constants, publicEncrypt } from 'node:crypto'
import { KMS } from '@aws-sdk/client-kms'
import { expect, it } from 'vitest'
import { createRegion } from '../region/index.ts'

const SECRET = Buffer.alloc(32, 7)

async function setUp() {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  const client = new KMS({ ...region.sdk, maxAttempts: 1 })
  const { KeyMetadata } = await client.createKey({ Origin: 'EXTERNAL' })
  const KeyId = KeyMetadata?.KeyId
  const parameters = () =>
    client.getParametersForImport({
      KeyId,
      WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
      WrappingKeySpec: 'RSA_2048',
    })
  const { ImportToken, PublicKey, ParametersValidTo } = await parameters()
  const wrap = (secret: Buffer) =>
    publicEncrypt(
      {
        key: Buffer.from(PublicKey ?? []),
        format: 'der',
        type: 'spki',
        oaepHash: 'sha256',
        padding: constants.RSA_PKCS1_OAEP_PADDING,
      } as never,
      secret,
    )
  const load = (secret = SECRET, more: object = {}) =>
    client.importKeyMaterial({
      KeyId,
      ImportToken,
      EncryptedKeyMaterial: wrap(secret),
      ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
      ...more,
    })
  const encrypt = () => client.encrypt({ KeyId, Plaintext: Buffer.from('hush') })
  const state = async () => (await client.describeKey({ KeyId })).KeyMetadata
  return { region, client, KeyId, KeyMetadata, ParametersValidTo, load, encrypt, state }
}

it('a key of origin EXTERNAL works with the material that was imported', async () => {
  const { client, KeyId, KeyMetadata, ParametersValidTo, load, encrypt, state } = await setUp()
  expect(KeyMetadata).toMatchObject({ Origin: 'EXTERNAL', KeyState: 'PendingImport' })
  expect(KeyMetadata).toMatchObject({ Enabled: false })
  expect(KeyMetadata).not.toHaveProperty('CurrentKeyMaterialId')
  expect(ParametersValidTo).toEqual(new Date('2026-01-02T00:00:00Z'))
  const pending = {
    name: 'KMSInvalidStateException',
    message: `${KeyMetadata?.Arn} is pending import.`,
  }
  await expect(encrypt()).rejects.toMatchObject(pending)
  await expect(client.enableKey({ KeyId })).rejects.toMatchObject(pending)
  await load()
  expect(await state()).toMatchObject({
    KeyState: 'Enabled',
    ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
    CurrentKeyMaterialId: expect.any(String),
  })
  const { CiphertextBlob } = await encrypt()
  await client.deleteImportedKeyMaterial({ KeyId })
  await expect(client.decrypt({ CiphertextBlob })).rejects.toMatchObject(pending)
  await expect(load(Buffer.alloc(32, 8))).rejects.toMatchObject({
    name: 'IncorrectKeyMaterialException',
  })
  await load()
  const { Plaintext } = await client.decrypt({ CiphertextBlob })
  expect(Buffer.from(Plaintext ?? []).toString()).toBe('hush')
  await expect(client.enableKeyRotation({ KeyId })).rejects.toMatchObject({
    name: 'UnsupportedOperationException',
  })
})

it('imported material expires on the clock', async () => {
  const { region, load, encrypt, state } = await setUp()
  const expired = region.createQueue('expired')
  region.eventBus('default').rule('kms', { source: ['aws.kms'] }, expired)
  const ValidTo = new Date('2026-01-11T00:00:00Z')
  await load(SECRET, { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo })
  expect(await state()).toMatchObject({ ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo })
  await region.clock.advance('9d')
  await encrypt()
  await region.clock.advance('1d')
  await expect(encrypt()).rejects.toMatchObject({ name: 'KMSInvalidStateException' })
  expect(expired.messages[0]?.json).toMatchObject({
    'detail-type': 'KMS Imported Key Material Expiration',
  })
})

it('imports are refused as on AWS', async () => {
  const { region, client, KeyId, load } = await setUp()
  const refused = (call: Promise<unknown>, name: string) =>
    expect(call).rejects.toMatchObject({ name })
  await refused(load(Buffer.alloc(16)), 'IncorrectKeyMaterialException')
  await refused(load(SECRET, { ImportToken: Buffer.from('x') }), 'InvalidImportTokenException')
  await refused(load(SECRET, { EncryptedKeyMaterial: SECRET }), 'InvalidCiphertextException')
  await refused(load(SECRET, { ExpirationModel: undefined }), 'ValidationException')
  await refused(load(SECRET, { ValidTo: new Date('2026-02-01') }), 'ValidationException')
  await region.clock.advance('24h')
  await refused(load(), 'ExpiredImportTokenException')
  const own = region.createKey('alias/own').id
  await refused(load(SECRET, { KeyId: own }), 'UnsupportedOperationException')
  expect((await client.describeKey({ KeyId })).KeyMetadata?.KeyState).toBe('PendingImport')
  await expect(
    client.createKey({ Origin: 'EXTERNAL', KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' }),
  ).rejects.toThrow('Origin EXTERNAL of KeySpec RSA_2048 is not simulated')
})
