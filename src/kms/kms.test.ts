import {
  createHash,
  createPublicKey,
  createVerify,
  constants,
  publicEncrypt,
  verify,
} from 'node:crypto'
import * as sdk from '@aws-sdk/client-kms'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../region/index.ts'
import type { KeySpec } from './key-specs.ts'

const setUp = (): { region: Region; client: sdk.KMS } => {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  return { region, client: new sdk.KMS({ ...region.sdk, maxAttempts: 1 }) }
}

const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString()
const bytes = (value: string): Buffer => Buffer.from(value)

describe('encryption', () => {
  it('by a symmetric key, whose ciphertext names it', async () => {
    const { region, client } = setUp()
    const key = region.createKey('alias/shop')
    const sealed = await client.encrypt({ KeyId: 'alias/shop', Plaintext: bytes('hush') })
    expect(sealed).toMatchObject({ KeyId: key.arn, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' })
    expect(Buffer.from(sealed.CiphertextBlob ?? []).includes('hush')).toBe(false)
    const opened = await client.decrypt({ CiphertextBlob: sealed.CiphertextBlob })
    expect(text(opened.Plaintext)).toBe('hush')
    expect(opened).toMatchObject({ KeyId: key.arn, KeyMaterialId: expect.any(String) })
    const again = await client.encrypt({ KeyId: key.id, Plaintext: bytes('hush') })
    expect(again.CiphertextBlob).not.toEqual(sealed.CiphertextBlob)
  })

  it('needs the same context and the same key', async () => {
    const { region, client } = setUp()
    region.createKey('alias/shop')
    region.createKey('alias/other')
    const { CiphertextBlob } = await client.encrypt({
      KeyId: 'alias/shop',
      Plaintext: bytes('x'),
      EncryptionContext: { a: '1', b: '2' },
    })
    const EncryptionContext = { b: '2', a: '1' }
    expect(text((await client.decrypt({ CiphertextBlob, EncryptionContext })).Plaintext)).toBe('x')
    const invalid = { name: 'InvalidCiphertextException', $metadata: { httpStatusCode: 400 } }
    await expect(client.decrypt({ CiphertextBlob })).rejects.toMatchObject(invalid)
    await expect(client.decrypt({ CiphertextBlob: bytes('nonsense') })).rejects.toMatchObject(
      invalid,
    )
    await expect(
      client.decrypt({ CiphertextBlob, EncryptionContext, KeyId: 'alias/other' }),
    ).rejects.toMatchObject({
      name: 'IncorrectKeyException',
      message: 'The key ID in the request does not identify a CMK that can perform this operation.',
    })
    const moved = await client.reEncrypt({
      CiphertextBlob,
      SourceEncryptionContext: EncryptionContext,
      DestinationKeyId: 'alias/other',
    })
    expect(moved.KeyId).toBe(region.key('alias/other').arn)
    const opened = await client.decrypt({ CiphertextBlob: moved.CiphertextBlob })
    expect(text(opened.Plaintext)).toBe('x')
  })

  it('changed bytes never open', async () => {
    const { region, client } = setUp()
    region.createKey('alias/shop')
    const { CiphertextBlob = new Uint8Array() } = await client.encrypt({
      KeyId: 'alias/shop',
      Plaintext: bytes('hush'),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.nat(CiphertextBlob.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, by) => {
          const changed = Buffer.from(CiphertextBlob)
          changed[at] = (changed[at] ?? 0) ^ by
          await expect(client.decrypt({ CiphertextBlob: changed })).rejects.toMatchObject({
            name: 'InvalidCiphertextException',
          })
        },
      ),
      { numRuns: 30 },
    )
  })

  it('by RSA, for anyone who has the public key', async () => {
    const { region, client } = setUp()
    const { arn: KeyId } = region.createKey('alias/rsa', { spec: 'RSA_2048' })
    const { PublicKey = new Uint8Array() } = await client.getPublicKey({ KeyId })
    const key = createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' })
    const CiphertextBlob = publicEncrypt(
      { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
      bytes('hush'),
    )
    const EncryptionAlgorithm = 'RSAES_OAEP_SHA_256'
    const opened = await client.decrypt({ KeyId, CiphertextBlob, EncryptionAlgorithm })
    expect(text(opened.Plaintext)).toBe('hush')
    await expect(
      client.encrypt({ KeyId, Plaintext: Buffer.alloc(191), EncryptionAlgorithm }),
    ).rejects.toThrow(
      'Algorithm RSAES_OAEP_SHA_256 and key spec RSA_2048 cannot encrypt data larger than 190 bytes.',
    )
    await expect(client.encrypt({ KeyId, Plaintext: bytes('x') })).rejects.toMatchObject({
      name: 'InvalidKeyUsageException',
    })
  })

  it('of data keys and pairs', async () => {
    const { region, client } = setUp()
    const { arn: KeyId } = region.createKey('alias/shop')
    const key = await client.generateDataKey({ KeyId, KeySpec: 'AES_256' })
    expect(key.Plaintext).toHaveLength(32)
    const opened = await client.decrypt({ CiphertextBlob: key.CiphertextBlob })
    expect(opened.Plaintext).toEqual(key.Plaintext)
    const bare = await client.generateDataKeyWithoutPlaintext({ KeyId, NumberOfBytes: 10 })
    expect(bare).not.toHaveProperty('Plaintext')
    await expect(client.generateDataKey({ KeyId })).rejects.toMatchObject({
      name: 'ValidationException',
    })
    const pair = await client.generateDataKeyPair({ KeyId, KeyPairSpec: 'ECC_NIST_P256' })
    const secret = await client.decrypt({ CiphertextBlob: pair.PrivateKeyCiphertextBlob })
    expect(secret.Plaintext).toEqual(pair.PrivateKeyPlaintext)
    const { Plaintext } = await client.generateRandom({ NumberOfBytes: 12 })
    expect(Plaintext).toHaveLength(12)
    await expect(client.generateRandom({})).rejects.toThrow('NumberOfBytes is required.')
  })
})

describe('signatures', () => {
  const HASHES = { 256: 'sha256', 384: 'sha384', 512: 'sha512' } as const
  const cases: [KeySpec, sdk.SigningAlgorithmSpec][] = [
    ['ECC_NIST_P256', 'ECDSA_SHA_256'],
    ['ECC_NIST_P384', 'ECDSA_SHA_384'],
    ['ECC_NIST_P521', 'ECDSA_SHA_512'],
    ['ECC_SECG_P256K1', 'ECDSA_SHA_256'],
    ['RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_256'],
    ['RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_512'],
    ['RSA_2048', 'RSASSA_PSS_SHA_256'],
    ['RSA_2048', 'RSASSA_PSS_SHA_384'],
    ['RSA_2048', 'RSASSA_PSS_SHA_512'],
  ]
  it.each(cases)('of %s by %s are those of node:crypto', async (spec, SigningAlgorithm) => {
    const { region, client } = setUp()
    const { arn: KeyId } = region.createKey('alias/sign', { spec, usage: 'SIGN_VERIFY' })
    const hash = HASHES[Number(SigningAlgorithm.slice(-3)) as keyof typeof HASHES]
    const Message = bytes('pay 9 to Ann')
    const digest = createHash(hash).update(Message).digest()
    const raw = await client.sign({ KeyId, Message, SigningAlgorithm })
    const digested = await client.sign({
      KeyId,
      Message: digest,
      MessageType: 'DIGEST',
      SigningAlgorithm,
    })
    const { PublicKey = new Uint8Array() } = await client.getPublicKey({ KeyId })
    const key = createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' })
    const pss = SigningAlgorithm.startsWith('RSASSA_PSS') && {
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
    }
    for (const { Signature = new Uint8Array() } of [raw, digested]) {
      expect(verify(hash, Message, { key, ...pss }, Signature)).toBe(true)
      expect(await client.verify({ KeyId, Message, SigningAlgorithm, Signature })).toMatchObject({
        SignatureValid: true,
      })
      const Other = { KeyId, Message: bytes('pay 99 to Ann'), SigningAlgorithm, Signature }
      await expect(client.verify(Other)).rejects.toMatchObject({
        name: 'KMSInvalidSignatureException',
      })
      const changed = Buffer.from(Signature)
      changed[10] = (changed[10] ?? 0) ^ 1
      await expect(
        client.verify({ KeyId, Message, SigningAlgorithm, Signature: changed }),
      ).rejects.toMatchObject({ name: 'KMSInvalidSignatureException' })
    }
    await expect(
      client.sign({ KeyId, Message: bytes('short'), MessageType: 'DIGEST', SigningAlgorithm }),
    ).rejects.toThrow(`Digest is invalid length for algorithm ${SigningAlgorithm}.`)
  })

  it('made by others are verified', async () => {
    const { region, client } = setUp()
    const { arn: KeyId } = region.createKey('alias/sign', {
      spec: 'RSA_3072',
      usage: 'SIGN_VERIFY',
    })
    const SigningAlgorithm = 'RSASSA_PKCS1_V1_5_SHA_256'
    const Message = bytes('a token')
    const { Signature = new Uint8Array() } = await client.sign({ KeyId, Message, SigningAlgorithm })
    const { PublicKey = new Uint8Array() } = await client.getPublicKey({ KeyId })
    const key = createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' })
    expect(key.asymmetricKeyDetails?.modulusLength).toBe(3072)
    expect(createVerify('sha256').update(Message).verify(key, Signature)).toBe(true)
  })

  it('are the same in every run', async () => {
    const sign = async () => {
      const { region, client } = setUp()
      const { arn: KeyId } = region.createKey('alias/sign', { spec: 'ECC_NIST_P256' })
      const message = { KeyId, Message: bytes('m'), SigningAlgorithm: 'ECDSA_SHA_256' } as const
      return (await client.sign(message)).Signature
    }
    expect(await sign()).toEqual(await sign())
  })

  it('MACs', async () => {
    const { region, client } = setUp()
    const { arn: KeyId } = region.createKey('alias/mac', { spec: 'HMAC_256' })
    const input = { KeyId, Message: bytes('m'), MacAlgorithm: 'HMAC_SHA_256' } as const
    const { Mac } = await client.generateMac(input)
    expect(Mac).toHaveLength(32)
    expect(await client.verifyMac({ ...input, Mac })).toMatchObject({ MacValid: true })
    await expect(client.verifyMac({ ...input, Message: bytes('n'), Mac })).rejects.toMatchObject({
      name: 'KMSInvalidMacException',
    })
  })
})

describe('keys', () => {
  it('are described', async () => {
    const { client } = setUp()
    const { KeyMetadata } = await client.createKey({ Description: 'd' })
    expect(KeyMetadata).toEqual({
      AWSAccountId: '123456789012',
      Arn: `arn:aws:kms:us-east-1:123456789012:key/${KeyMetadata?.KeyId}`,
      CreationDate: new Date('2026-01-01T00:00:00Z'),
      CurrentKeyMaterialId: expect.stringMatching(/^[0-9a-f]{64}$/),
      CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
      Description: 'd',
      Enabled: true,
      EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
      KeyId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      KeyManager: 'CUSTOMER',
      KeySpec: 'SYMMETRIC_DEFAULT',
      KeyState: 'Enabled',
      KeyUsage: 'ENCRYPT_DECRYPT',
      MultiRegion: false,
      Origin: 'AWS_KMS',
    })
  })

  it('are found by id, ARN, alias and alias ARN', async () => {
    const { region, client } = setUp()
    const key = region.createKey('alias/shop')
    for (const KeyId of [key.id, key.arn, 'alias/shop', key.arn.replace(/key\/.*/, 'alias/shop')]) {
      expect((await client.describeKey({ KeyId })).KeyMetadata?.Arn).toBe(key.arn)
    }
    const missing = '00000000-0000-4000-8000-000000000000'
    const arn = 'arn:aws:kms:us-east-1:123456789012'
    for (const [KeyId, message] of [
      ['fake-key-id', "Invalid keyId 'fake-key-id'"],
      [missing, `Key '${arn}:key/${missing}' does not exist`],
      ['alias/none', `Alias ${arn}:alias/none is not found.`],
      [key.arn.replace('us-east-1', 'eu-west-1'), 'Invalid arn eu-west-1'],
    ]) {
      await expect(client.describeKey({ KeyId })).rejects.toMatchObject({
        name: 'NotFoundException',
        message,
        $metadata: { httpStatusCode: 400 },
      })
    }
  })

  it('are disabled, deleted and restored', async () => {
    const { region, client } = setUp()
    const { arn: KeyId } = region.createKey('alias/shop')
    const use = () => client.encrypt({ KeyId, Plaintext: bytes('x') })
    await client.disableKey({ KeyId })
    await expect(use()).rejects.toMatchObject({
      name: 'DisabledException',
      message: `${KeyId} is disabled.`,
    })
    await client.enableKey({ KeyId })
    const sealed = await use()
    expect(await client.scheduleKeyDeletion({ KeyId, PendingWindowInDays: 7 })).toMatchObject({
      KeyId,
      DeletionDate: new Date('2026-01-08T00:00:00Z'),
      KeyState: 'PendingDeletion',
    })
    await expect(use()).rejects.toMatchObject({
      name: 'KMSInvalidStateException',
      message: `${KeyId} is pending deletion.`,
    })
    await client.cancelKeyDeletion({ KeyId })
    await expect(use()).rejects.toMatchObject({ name: 'DisabledException' })
    await client.scheduleKeyDeletion({ KeyId, PendingWindowInDays: 7 })
    await region.clock.advance('7d')
    await expect(client.describeKey({ KeyId })).rejects.toThrow('does not exist')
    await expect(client.decrypt({ CiphertextBlob: sealed.CiphertextBlob })).rejects.toMatchObject({
      name: 'KMSInvalidStateException',
    })
  })

  it('have aliases, tags, policies and rotation', async () => {
    const { region, client } = setUp()
    const key = region.createKey('alias/one', { tags: { a: '1' } })
    const { arn: KeyId } = key
    await client.createAlias({ AliasName: 'alias/two', TargetKeyId: KeyId })
    expect(key.aliases).toEqual(['alias/one', 'alias/two'])
    const { Aliases } = await client.listAliases({ KeyId, Limit: 1 })
    expect(Aliases).toMatchObject([{ AliasName: 'alias/one', TargetKeyId: key.id }])
    await expect(
      client.createAlias({ AliasName: 'foo', TargetKeyId: KeyId }),
    ).rejects.toMatchObject({
      name: 'ValidationException',
      message:
        'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    })
    await expect(
      client.createAlias({ AliasName: 'alias/two', TargetKeyId: KeyId }),
    ).rejects.toMatchObject({ name: 'AlreadyExistsException' })
    await client.deleteAlias({ AliasName: 'alias/two' })
    await client.tagResource({ KeyId, Tags: [{ TagKey: 'b', TagValue: '2' }] })
    await client.untagResource({ KeyId, TagKeys: ['a'] })
    expect((await client.listResourceTags({ KeyId })).Tags).toEqual([
      { TagKey: 'b', TagValue: '2' },
    ])
    const twice = [{ TagKey: 'c', TagValue: '1' }]
    await expect(client.tagResource({ KeyId, Tags: [...twice, ...twice] })).rejects.toMatchObject({
      name: 'TagException',
      message: 'Duplicate tag keys',
    })
    expect((await client.getKeyPolicy({ KeyId })).Policy).toContain('123456789012:root')
    await client.enableKeyRotation({ KeyId })
    expect(await client.getKeyRotationStatus({ KeyId })).toMatchObject({
      KeyRotationEnabled: true,
      RotationPeriodInDays: 365,
    })
    expect((await client.listKeys({})).Keys).toEqual([{ KeyId: key.id, KeyArn: KeyId }])
  })

  it('are used as their usage says', async () => {
    const { region, client } = setUp()
    const { arn: KeyId } = region.createKey('alias/sign', { spec: 'ECC_NIST_P256' })
    await expect(client.encrypt({ KeyId, Plaintext: bytes('x') })).rejects.toMatchObject({
      name: 'InvalidKeyUsageException',
      message: `${KeyId} key usage is SIGN_VERIFY which is not valid for Encrypt.`,
    })
    await expect(client.encrypt({ KeyId, Plaintext: Buffer.alloc(4097) })).rejects.toMatchObject({
      name: 'ValidationException',
      message:
        "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4096",
    })
    await expect(client.createKey({ KeySpec: 'RSA_2048' })).rejects.toMatchObject({
      name: 'ValidationException',
    })
    await expect(client.createKey({ KeySpec: 'SM2', KeyUsage: 'SIGN_VERIFY' })).rejects.toThrow(
      'KMS KeySpec SM2 is not simulated',
    )
    const symmetric = region.createKey('alias/s').arn
    await expect(
      client.encrypt({ KeyId: symmetric, Plaintext: bytes('x'), DryRun: true }),
    ).rejects.toMatchObject({
      name: 'DryRunOperationException',
      message: 'The request would have succeeded, but the DryRun option is set.',
    })
    await expect(client.createCustomKeyStore({ CustomKeyStoreName: 'x' })).rejects.toThrow(
      'KMS CreateCustomKeyStore is not simulated',
    )
  })
})

describe('a key’s handle', () => {
  it('shows its calls, and survives a reset', async () => {
    const { region, client } = setUp()
    const key = region.createKey('alias/shop')
    expect([`${key}`, key.spec]).toEqual([
      `arn:aws:kms:us-east-1:123456789012:key/${key.id}`,
      'SYMMETRIC_DEFAULT',
    ])
    const { CiphertextBlob } = await client.encrypt({ KeyId: 'alias/shop', Plaintext: bytes('x') })
    await client.decrypt({ CiphertextBlob })
    expect(key.calls.map(({ operation }) => operation)).toEqual(['Encrypt', 'Decrypt'])
    await client.disableKey({ KeyId: key.id })
    region.reset()
    const opened = await client.decrypt({ CiphertextBlob })
    expect(text(opened.Plaintext)).toBe('x')
    const fork = region.fork()
    const forked = await new sdk.KMS(fork.sdk).decrypt({ CiphertextBlob })
    expect(text(forked.Plaintext)).toBe('x')
  })

  it('refuses slips', () => {
    const { region } = setUp()
    region.createKey('alias/shop')
    expect(() => region.createKey('alias/shop')).toThrow("There is already a key 'alias/shop'")
    expect(() => region.createKey('shop')).toThrow(
      "createKey('shop') was refused: Alias must start",
    )
    expect(() => region.createKey('alias/x', { specs: 'RSA_2048' } as never)).toThrow("'specs'")
    expect(() => region.key('alias/shp')).toThrow("Did you mean 'alias/shop'?")
  })
})
