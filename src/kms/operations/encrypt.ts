/** Encrypt, Decrypt and ReEncrypt. */
import type { Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { keyIdIn, materialIn, open, seal, type EncryptionContext } from '../crypto/envelope.ts'
import { decryptRsa, encryptRsa, longestPlaintext } from '../crypto/signing.ts'
import * as errors from '../errors.ts'
import { KEY_SPECS } from '../key-specs.ts'
import { checkState, findUsable, nextIv, pairOf, secretOf } from '../keys.ts'
import type { KmsState, StoredKey } from '../state.ts'
import { accessTo, contextOf, endDryRun, keyArn, type KeyInput, type TryInput } from './parts.ts'

const SYMMETRIC = 'SYMMETRIC_DEFAULT'

interface EncryptInput extends KeyInput, TryInput {
  readonly Plaintext: Uint8Array
  readonly EncryptionContext?: EncryptionContext
  readonly EncryptionAlgorithm?: string
}

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html */
export const encrypt: Operation<KmsState, EncryptInput, Record<string, unknown>> = defineOperation({
  name: 'Encrypt',
  handles: [
    'KeyId',
    'Plaintext',
    'EncryptionContext',
    'EncryptionAlgorithm',
    'GrantTokens',
    'DryRun',
  ],
  access: accessTo('Encrypt'),
  run(state, input: EncryptInput, { world }) {
    const { KeyId, Plaintext, EncryptionContext, EncryptionAlgorithm = SYMMETRIC } = input
    const key = findUsable(world, state, KeyId, 'ENCRYPT_DECRYPT', 'Encrypt')
    checkAlgorithm(key, EncryptionAlgorithm, Plaintext.length)
    endDryRun(input)
    return {
      CiphertextBlob: encryptWith(world, key, Plaintext, EncryptionContext, EncryptionAlgorithm),
      KeyId: key.arn,
      EncryptionAlgorithm,
    }
  },
})

interface DecryptInput extends TryInput {
  readonly CiphertextBlob: Uint8Array
  readonly EncryptionContext?: EncryptionContext
  readonly KeyId?: string
  readonly EncryptionAlgorithm?: string
}

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html */
export const decrypt: Operation<KmsState, DecryptInput, Record<string, unknown>> = defineOperation({
  name: 'Decrypt',
  handles: [
    'CiphertextBlob',
    'EncryptionContext',
    'KeyId',
    'EncryptionAlgorithm',
    'GrantTokens',
    'DryRun',
  ],
  access: (input, world) => [
    { action: 'kms:Decrypt', resource: sourceOf(world, input), ...contextOf(input) },
  ],
  run(state, input: DecryptInput, { world }) {
    const { CiphertextBlob, KeyId, EncryptionAlgorithm = SYMMETRIC } = input
    const key = keyOfCiphertext(world, state, CiphertextBlob, KeyId, EncryptionAlgorithm)
    endDryRun(input)
    return {
      Plaintext: decryptWith(key, CiphertextBlob, input.EncryptionContext, EncryptionAlgorithm),
      KeyId: key.arn,
      EncryptionAlgorithm,
      // AWS: Decrypt, KeyMaterialId: of the material that encrypted it.
      ...(key.spec === SYMMETRIC && {
        KeyMaterialId: key.materials[materialIn(CiphertextBlob)]?.id,
      }),
    }
  },
})

interface ReEncryptInput extends TryInput {
  readonly CiphertextBlob: Uint8Array
  readonly SourceEncryptionContext?: EncryptionContext
  readonly SourceKeyId?: string
  readonly DestinationKeyId: string
  readonly DestinationEncryptionContext?: EncryptionContext
  readonly SourceEncryptionAlgorithm?: string
  readonly DestinationEncryptionAlgorithm?: string
}

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html */
export const reEncrypt: Operation<
  KmsState,
  ReEncryptInput,
  Record<string, unknown>
> = defineOperation({
  name: 'ReEncrypt',
  handles: [
    'CiphertextBlob',
    'SourceEncryptionContext',
    'SourceKeyId',
    'DestinationKeyId',
    'DestinationEncryptionContext',
    'SourceEncryptionAlgorithm',
    'DestinationEncryptionAlgorithm',
    'GrantTokens',
    'DryRun',
  ],
  access: ({ DestinationKeyId, SourceKeyId }, world) => [
    {
      action: 'kms:ReEncryptFrom',
      resource: SourceKeyId === undefined ? '*' : keyArn(world, SourceKeyId),
    },
    { action: 'kms:ReEncryptTo', resource: keyArn(world, DestinationKeyId) },
  ],
  run(state, input: ReEncryptInput, { world }) {
    const { CiphertextBlob, SourceEncryptionAlgorithm: from = SYMMETRIC } = input
    const { DestinationEncryptionAlgorithm: to = SYMMETRIC } = input
    const source = keyOfCiphertext(world, state, CiphertextBlob, input.SourceKeyId, from)
    const plaintext = decryptWith(source, CiphertextBlob, input.SourceEncryptionContext, from)
    const { DestinationKeyId, DestinationEncryptionContext: context } = input
    const key = findUsable(world, state, DestinationKeyId, 'ENCRYPT_DECRYPT', 'ReEncrypt')
    checkAlgorithm(key, to, plaintext.length)
    endDryRun(input)
    return {
      CiphertextBlob: encryptWith(world, key, plaintext, context, to),
      SourceKeyId: source.arn,
      KeyId: key.arn,
      SourceEncryptionAlgorithm: from,
      DestinationEncryptionAlgorithm: to,
    }
  },
})

function checkAlgorithm({ spec }: StoredKey, algorithm: string, length: number): void {
  const { bits } = KEY_SPECS[spec]
  if ((algorithm === SYMMETRIC) !== (bits === undefined)) {
    throw errors.algorithmInvalid(algorithm, spec)
  }
  if (bits === undefined) return
  const most = longestPlaintext(bits, algorithm)
  if (length > most) throw errors.plaintextTooLong(algorithm, spec, most)
}

export const encryptWith = (
  world: World,
  key: StoredKey,
  plaintext: Uint8Array,
  context: EncryptionContext = {},
  algorithm: string = SYMMETRIC,
): Buffer =>
  algorithm === SYMMETRIC
    ? seal(
        { keyId: key.id, material: key.materials.length - 1 },
        secretOf(key),
        plaintext,
        context,
        nextIv(world),
      )
    : encryptRsa(pairOf(key).key, plaintext, algorithm)

const decryptWith = (
  key: StoredKey,
  blob: Uint8Array,
  context: EncryptionContext = {},
  algorithm: string,
): Buffer =>
  algorithm === SYMMETRIC
    ? open(blob, secretOf(key, materialIn(blob)), context)
    : decryptRsa(pairOf(key).key, blob, algorithm)

/** The ARN of the key that a request to decrypt is about: a ciphertext names its key. */
function sourceOf(world: World, { KeyId, CiphertextBlob }: DecryptInput): string {
  if (KeyId !== undefined) return keyArn(world, KeyId)
  try {
    return keyArn(world, keyIdIn(CiphertextBlob))
  } catch {
    // Bytes that are no ciphertext, which Decrypt refuses.
    return '*'
  }
}

/** The key of a ciphertext. A symmetric one names it; for RSA the caller does. */
function keyOfCiphertext(
  world: World,
  state: KmsState,
  blob: Uint8Array,
  id: string | undefined,
  algorithm: string,
): StoredKey {
  if (algorithm !== SYMMETRIC) {
    if (id === undefined) throw errors.validation('KeyId is required for asymmetric keys.')
    const key = findUsable(world, state, id, 'ENCRYPT_DECRYPT', 'Decrypt')
    checkAlgorithm(key, algorithm, 0)
    return key
  }
  const asked =
    id === undefined ? undefined : findUsable(world, state, id, 'ENCRYPT_DECRYPT', 'Decrypt')
  const key = state.keys.get(keyIdIn(blob))
  // Ciphertext of an unknown key is as good as changed.
  if (!key) throw errors.invalidCiphertext()
  if (asked && asked.id !== key.id) throw errors.incorrectKey()
  checkState(key)
  return key
}
