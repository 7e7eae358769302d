/** Data keys, with and without their plaintext, and random bytes. */
import type { Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import type { EncryptionContext } from '../crypto/envelope.ts'
import { privateKeyOf, publicKeyOf, seededBytes } from '../crypto/material.ts'
import * as errors from '../errors.ts'
import { isKeySpec } from '../key-specs.ts'
import { findUsable } from '../keys.ts'
import { currentMaterial, type KmsState, type StoredKey } from '../state.ts'
import { UnsupportedError } from '../../core/errors.ts'
import { encryptWith } from './encrypt.ts'
import { accessTo, endDryRun, type KeyInput, type TryInput } from './parts.ts'

interface DataKeyInput extends KeyInput, TryInput {
  readonly EncryptionContext?: EncryptionContext
  readonly NumberOfBytes?: number
  readonly KeySpec?: 'AES_256' | 'AES_128'
}

type Output = Record<string, unknown>

/** Bytes that nobody can predict on AWS, and that are the same in every run here. */
const randomBytes = ({ ids }: World, length: number): Buffer =>
  seededBytes(ids.text('kms-random', 32), length)

function dataKey(
  world: World,
  state: KmsState,
  input: DataKeyInput,
  operation: string,
): { key: StoredKey; plaintext: Buffer; blob: Buffer } {
  const { KeyId, NumberOfBytes, KeySpec, EncryptionContext } = input
  const key = symmetric(findUsable(world, state, KeyId, 'ENCRYPT_DECRYPT', operation))
  if ((NumberOfBytes === undefined) === (KeySpec === undefined)) throw errors.dataKeySize()
  endDryRun(input)
  const length = NumberOfBytes ?? (KeySpec === 'AES_128' ? 16 : 32)
  const plaintext = randomBytes(world, length)
  return { key, plaintext, blob: encryptWith(world, key, plaintext, EncryptionContext) }
}

function symmetric(key: StoredKey): StoredKey {
  if (key.spec !== 'SYMMETRIC_DEFAULT') throw errors.algorithmInvalid('AES', key.spec)
  return key
}

const HANDLES = ['KeyId', 'EncryptionContext', 'NumberOfBytes', 'KeySpec', 'GrantTokens', 'DryRun']

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html */
export const generateDataKey: Operation<KmsState, DataKeyInput, Output> = defineOperation({
  name: 'GenerateDataKey',
  handles: HANDLES,
  access: accessTo('GenerateDataKey'),
  run(state, input: DataKeyInput, { world }) {
    const { key, plaintext, blob } = dataKey(world, state, input, 'GenerateDataKey')
    return {
      CiphertextBlob: blob,
      Plaintext: plaintext,
      KeyId: key.arn,
      KeyMaterialId: currentMaterial(key).id,
    }
  },
})

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyWithoutPlaintext.html */
export const generateDataKeyWithoutPlaintext: Operation<KmsState, DataKeyInput, Output> =
  defineOperation({
    name: 'GenerateDataKeyWithoutPlaintext',
    handles: HANDLES,
    access: accessTo('GenerateDataKeyWithoutPlaintext'),
    run(state, input: DataKeyInput, { world }) {
      const { key, blob } = dataKey(world, state, input, 'GenerateDataKeyWithoutPlaintext')
      return { CiphertextBlob: blob, KeyId: key.arn, KeyMaterialId: currentMaterial(key).id }
    },
  })

interface PairInput extends KeyInput, TryInput {
  readonly EncryptionContext?: EncryptionContext
  readonly KeyPairSpec: string
}

function dataKeyPair(world: World, state: KmsState, input: PairInput, operation: string) {
  const { KeyId, KeyPairSpec, EncryptionContext } = input
  const key = symmetric(findUsable(world, state, KeyId, 'ENCRYPT_DECRYPT', operation))
  if (!isKeySpec(KeyPairSpec)) {
    const parameter = `KeyPairSpec ${KeyPairSpec}`
    throw world.refuse(new UnsupportedError({ service: 'KMS', parameter }))
  }
  endDryRun(input)
  const privateKey = privateKeyOf(KeyPairSpec, world.ids.text('kms-pair', 32))
  const plaintext = privateKey.export({ format: 'der', type: 'pkcs8' })
  const output = {
    PrivateKeyCiphertextBlob: encryptWith(world, key, plaintext, EncryptionContext),
    PublicKey: publicKeyOf(privateKey).export({ format: 'der', type: 'spki' }),
    KeyId: key.arn,
    KeyPairSpec,
    KeyMaterialId: currentMaterial(key).id,
  }
  return { output, plaintext }
}

const PAIR_HANDLES = ['KeyId', 'EncryptionContext', 'KeyPairSpec', 'GrantTokens', 'DryRun']

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyPair.html */
export const generateDataKeyPair: Operation<KmsState, PairInput, Output> = defineOperation({
  name: 'GenerateDataKeyPair',
  handles: PAIR_HANDLES,
  access: accessTo('GenerateDataKeyPair'),
  run(state, input: PairInput, { world }) {
    const { output, plaintext } = dataKeyPair(world, state, input, 'GenerateDataKeyPair')
    return { ...output, PrivateKeyPlaintext: plaintext }
  },
})

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyPairWithoutPlaintext.html */
export const generateDataKeyPairWithoutPlaintext: Operation<KmsState, PairInput, Output> =
  defineOperation({
    name: 'GenerateDataKeyPairWithoutPlaintext',
    handles: PAIR_HANDLES,
    access: accessTo('GenerateDataKeyPairWithoutPlaintext'),
    run: (state, input: PairInput, { world }) =>
      dataKeyPair(world, state, input, 'GenerateDataKeyPairWithoutPlaintext').output,
  })

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateRandom.html */
export const generateRandom: Operation<
  KmsState,
  { readonly NumberOfBytes?: number },
  { readonly Plaintext: Uint8Array }
> = defineOperation({
  name: 'GenerateRandom',
  handles: ['NumberOfBytes'],
  access: () => [{ action: 'kms:GenerateRandom', resource: '*' }],
  run(_state, { NumberOfBytes }, { world }) {
    if (NumberOfBytes === undefined) throw errors.bytesRequired()
    return { Plaintext: randomBytes(world, NumberOfBytes) }
  },
})
