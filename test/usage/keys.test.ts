// The examples of docs/guide/keys.md.
import {
  DecryptCommand,
  EncryptCommand,
  KMSClient,
  SignCommand,
  VerifyCommand,
} from '@aws-sdk/client-kms'
import { createKey, createRegion, registerFunction } from 'miniregion'
import 'miniregion/auto'
import 'miniregion/vitest'
import { expect, it } from 'vitest'

it('a handler decrypts its configuration', async () => {
  const kms = new KMSClient({ region: 'us-east-1' })
  const key = createKey('alias/shop')
  const { CiphertextBlob } = await kms.send(
    new EncryptCommand({ KeyId: 'alias/shop', Plaintext: Buffer.from('hush') }),
  )

  const open = registerFunction('open', async () => {
    const { Plaintext } = await kms.send(new DecryptCommand({ CiphertextBlob }))
    return Buffer.from(Plaintext ?? []).toString()
  })
  expect((await open.invoke({})).payload).toBe('hush')
  expect(key.calls.map(({ operation }) => operation)).toEqual(['Encrypt', 'Decrypt'])
})

it('a key signs', async () => {
  const region = createRegion()
  const kms = new KMSClient(region.sdk)
  const key = region.createKey('alias/tokens', { spec: 'ECC_NIST_P256' })
  const signed = {
    KeyId: key.arn,
    Message: Buffer.from('header.payload'),
    SigningAlgorithm: 'ECDSA_SHA_256',
  } as const
  const { Signature } = await kms.send(new SignCommand(signed))
  const { SignatureValid } = await kms.send(new VerifyCommand({ ...signed, Signature }))
  expect(SignatureValid).toBe(true)
})
