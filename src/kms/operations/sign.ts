/** Sign, Verify, GetPublicKey, GenerateMac and VerifyMac. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { publicKeyOf } from '../crypto/material.ts'
import {
  sign as signMessage,
  verify as verifyMessage,
  type MessageType,
} from '../crypto/signing.ts'
import * as errors from '../errors.ts'
import { algorithmsOf, KEY_SPECS } from '../key-specs.ts'
import { checkState, findKey, findUsable, pairOf, secretOf } from '../keys.ts'
import type { KmsState, StoredKey } from '../state.ts'
import { accessTo, endDryRun, type KeyInput, type TryInput } from './parts.ts'

interface SignInput extends KeyInput, TryInput {
  readonly Message: Uint8Array
  readonly MessageType?: MessageType
  readonly SigningAlgorithm: string
}

type Output = Record<string, unknown>

function checkAlgorithm({ spec }: StoredKey, algorithm: string): void {
  const { signing = [], macs = [] } = KEY_SPECS[spec]
  if (![...signing, ...macs].includes(algorithm)) throw errors.algorithmInvalid(algorithm, spec)
}

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html */
export const sign: Operation<KmsState, SignInput, Output> = defineOperation({
  name: 'Sign',
  handles: ['KeyId', 'Message', 'MessageType', 'SigningAlgorithm', 'GrantTokens', 'DryRun'],
  access: accessTo('Sign'),
  run(state, input: SignInput, { world }) {
    const { KeyId, Message, MessageType = 'RAW', SigningAlgorithm } = input
    const key = findUsable(world, state, KeyId, 'SIGN_VERIFY', 'Sign')
    checkAlgorithm(key, SigningAlgorithm)
    endDryRun(input)
    const Signature = signMessage(pairOf(key), Message, MessageType, SigningAlgorithm)
    return { KeyId: key.arn, Signature, SigningAlgorithm }
  },
})

interface VerifyInput extends SignInput {
  readonly Signature: Uint8Array
}

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_Verify.html */
export const verify: Operation<KmsState, VerifyInput, Output> = defineOperation({
  name: 'Verify',
  handles: [
    'KeyId',
    'Message',
    'MessageType',
    'Signature',
    'SigningAlgorithm',
    'GrantTokens',
    'DryRun',
  ],
  access: accessTo('Verify'),
  run(state, input: VerifyInput, { world }) {
    const { KeyId, Message, MessageType = 'RAW', SigningAlgorithm, Signature } = input
    const key = findUsable(world, state, KeyId, 'SIGN_VERIFY', 'Verify')
    checkAlgorithm(key, SigningAlgorithm)
    endDryRun(input)
    const pair = pairOf(key)
    if (!verifyMessage(pair, Message, MessageType, SigningAlgorithm, Signature)) {
      throw errors.invalidSignature()
    }
    return { KeyId: key.arn, SignatureValid: true, SigningAlgorithm }
  },
})

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_GetPublicKey.html */
export const getPublicKey: Operation<KmsState, KeyInput, Output> = defineOperation({
  name: 'GetPublicKey',
  handles: ['KeyId', 'GrantTokens'],
  access: accessTo('GetPublicKey'),
  run(state, { KeyId }: KeyInput, { world }) {
    const key = findKey(world, state, KeyId)
    checkState(key)
    const { arn, spec, usage } = key
    if (KEY_SPECS[spec].bytes !== undefined) throw errors.publicKeyOfSymmetric(arn)
    return {
      KeyId: arn,
      PublicKey: publicKeyOf(pairOf(key).key).export({ format: 'der', type: 'spki' }),
      CustomerMasterKeySpec: spec,
      KeySpec: spec,
      KeyUsage: usage,
      ...algorithmsOf(spec, usage),
    }
  },
})

interface MacInput extends KeyInput, TryInput {
  readonly Message: Uint8Array
  readonly MacAlgorithm: string
}

const macOf = (key: StoredKey, { Message, MacAlgorithm }: MacInput): Buffer => {
  const hash = `sha${/\d+$/.exec(MacAlgorithm)?.[0] ?? '256'}`
  return createHmac(hash, secretOf(key)).update(Message).digest()
}

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateMac.html */
export const generateMac: Operation<KmsState, MacInput, Output> = defineOperation({
  name: 'GenerateMac',
  handles: ['KeyId', 'Message', 'MacAlgorithm', 'GrantTokens', 'DryRun'],
  access: accessTo('GenerateMac'),
  run(state, input: MacInput, { world }) {
    const key = findUsable(world, state, input.KeyId, 'GENERATE_VERIFY_MAC', 'GenerateMac')
    checkAlgorithm(key, input.MacAlgorithm)
    endDryRun(input)
    return { Mac: macOf(key, input), MacAlgorithm: input.MacAlgorithm, KeyId: key.arn }
  },
})

interface VerifyMacInput extends MacInput {
  readonly Mac: Uint8Array
}

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_VerifyMac.html */
export const verifyMac: Operation<KmsState, VerifyMacInput, Output> = defineOperation({
  name: 'VerifyMac',
  handles: ['KeyId', 'Message', 'MacAlgorithm', 'Mac', 'GrantTokens', 'DryRun'],
  access: accessTo('VerifyMac'),
  run(state, input: VerifyMacInput, { world }) {
    const key = findUsable(world, state, input.KeyId, 'GENERATE_VERIFY_MAC', 'VerifyMac')
    checkAlgorithm(key, input.MacAlgorithm)
    endDryRun(input)
    const mac = macOf(key, input)
    if (mac.length !== input.Mac.length || !timingSafeEqual(mac, input.Mac)) {
      throw errors.invalidMac()
    }
    return { KeyId: key.arn, MacValid: true, MacAlgorithm: input.MacAlgorithm }
  },
})
