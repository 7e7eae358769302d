/** GetParametersForImport, ImportKeyMaterial, DeleteImportedKeyMaterial. */
// AWS: https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys.html
import { UnsupportedError } from '../../core/errors.ts'
import type { Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { lazyPrivateKey, publicKeyOf, seededBytes } from '../crypto/material.ts'
import { decryptRsa } from '../crypto/signing.ts'
import * as errors from '../errors.ts'
import { isKeySpec, KEY_SPECS } from '../key-specs.ts'
import { findKey } from '../keys.ts'
import { setTimer } from '../rotation.ts'
import { currentMaterial, type KmsState, type StoredKey } from '../state.ts'
import { accessTo, type KeyInput } from './parts.ts'

const DAY_MS = 86_400_000
const MOST_DAYS = 365
const ALGORITHMS = ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256']

interface ParametersInput extends KeyInput {
  readonly WrappingAlgorithm: string
  readonly WrappingKeySpec: string
}

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_GetParametersForImport.html */
export const getParametersForImport: Operation<KmsState, ParametersInput, object> = defineOperation(
  {
    name: 'GetParametersForImport',
    handles: ['KeyId', 'WrappingAlgorithm', 'WrappingKeySpec'],
    access: accessTo('GetParametersForImport'),
    run(state, input: ParametersInput, { world }) {
      const { KeyId, WrappingAlgorithm: algorithm, WrappingKeySpec: spec } = input
      const key = externalKey(world, state, KeyId)
      if (!ALGORITHMS.includes(algorithm))
        throw unsupported(world, `WrappingAlgorithm ${algorithm}`)
      if (!isKeySpec(spec)) throw unsupported(world, `WrappingKeySpec ${spec}`)
      const seed = world.ids.text('kms-import', 32)
      const privateKey = lazyPrivateKey(spec, seed)
      const token = seededBytes(`token ${seed}`, 256)
      const validTo = world.clock.now() + DAY_MS
      const stored = { keyId: key.id, algorithm, privateKey, validTo }
      state.imports.set(token.toString('base64'), stored)
      return {
        KeyId: key.arn,
        ImportToken: token,
        PublicKey: publicKeyOf(privateKey()).export({ format: 'der', type: 'spki' }),
        ParametersValidTo: new Date(validTo),
      }
    },
  },
)

const unsupported = (world: World, parameter: string): Error =>
  world.refuse(new UnsupportedError({ service: 'KMS', parameter }))

function externalKey(world: World, state: KmsState, id: string): StoredKey {
  const key = findKey(world, state, id)
  if (key.origin !== 'EXTERNAL') throw errors.originInvalid(key.arn, key.origin)
  if (key.deletionAt !== undefined) throw errors.keyPendingDeletion(key.arn)
  return key
}

interface ImportInput extends KeyInput {
  readonly ImportToken: Uint8Array
  readonly EncryptedKeyMaterial: Uint8Array
  readonly ValidTo?: Date
  readonly ExpirationModel?: 'KEY_MATERIAL_EXPIRES' | 'KEY_MATERIAL_DOES_NOT_EXPIRE'
}

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_ImportKeyMaterial.html */
export const importKeyMaterial: Operation<KmsState, ImportInput, object> = defineOperation({
  name: 'ImportKeyMaterial',
  handles: ['KeyId', 'ImportToken', 'EncryptedKeyMaterial', 'ValidTo', 'ExpirationModel'],
  access: accessTo('ImportKeyMaterial'),
  run(state, input: ImportInput, { world }) {
    const key = externalKey(world, state, input.KeyId)
    const validTo = expiryOf(input, world.clock.now())
    const secret = secretIn(world, state, key, input)
    state.keys.set(key.id, { ...key, imported: { secret, validTo }, importedFirst: secret })
    state.timed.set(key.id, true)
    setTimer(world, state, key.id)
    return { KeyId: key.arn, KeyMaterialId: currentMaterial(key).id }
  },
})

/** AWS: ImportKeyMaterial, ExpirationModel and ValidTo. */
function expiryOf(input: ImportInput, now: number): number | undefined {
  const { ExpirationModel = 'KEY_MATERIAL_EXPIRES', ValidTo } = input
  const expires = ExpirationModel === 'KEY_MATERIAL_EXPIRES'
  if (expires !== (ValidTo !== undefined)) throw errors.validToInvalid()
  const at = ValidTo?.getTime()
  if (at !== undefined && (at <= now || at > now + MOST_DAYS * DAY_MS)) {
    throw errors.validToInvalid()
  }
  return at
}

function secretIn(
  world: World,
  { imports }: KmsState,
  key: StoredKey,
  { ImportToken, EncryptedKeyMaterial }: ImportInput,
): Buffer {
  const stored = imports.get(Buffer.from(ImportToken).toString('base64'))
  if (stored?.keyId !== key.id) throw errors.importTokenInvalid()
  if (stored.validTo <= world.clock.now()) throw errors.importTokenExpired()
  const secret = decryptRsa(stored.privateKey(), EncryptedKeyMaterial, stored.algorithm)
  const isOther = key.importedFirst && !key.importedFirst.equals(secret)
  // AWS: importing-keys-import-key-material.html: again only the same material.
  if (isOther || secret.length !== KEY_SPECS[key.spec].bytes) throw errors.materialIncorrect()
  return secret
}

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteImportedKeyMaterial.html */
export const deleteImportedKeyMaterial: Operation<KmsState, KeyInput, object> = defineOperation({
  name: 'DeleteImportedKeyMaterial',
  handles: ['KeyId'],
  access: accessTo('DeleteImportedKeyMaterial'),
  run(state, { KeyId }: KeyInput, { world }) {
    const key = externalKey(world, state, KeyId)
    state.keys.set(key.id, { ...key, imported: undefined })
    setTimer(world, state, key.id)
    return { KeyId: key.arn, KeyMaterialId: currentMaterial(key).id }
  },
})
