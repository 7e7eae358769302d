import type { Operation } from '../../core/world/world.ts'
import type { KmsState } from '../state.ts'
import { createAlias, deleteAlias, listAliases, updateAlias } from './aliases.ts'
import { createKey } from './create-key.ts'
import * as dataKeys from './data-keys.ts'
import { decrypt, encrypt, reEncrypt } from './encrypt.ts'
import * as grants from './grants.ts'
import * as imports from './import.ts'
import * as states from './key-states.ts'
import * as policies from './policies.ts'
import * as rotation from './rotation.ts'
import * as tags from './tags.ts'
import { generateMac, getPublicKey, sign, verify, verifyMac } from './sign.ts'

/** The simulated operations. All others throw an UnsupportedError. */
export const operations: Readonly<Record<string, Operation<KmsState>>> = {
  CancelKeyDeletion: states.cancelKeyDeletion,
  CreateAlias: createAlias,
  CreateGrant: grants.createGrant,
  CreateKey: createKey,
  Decrypt: decrypt,
  DeleteAlias: deleteAlias,
  DeleteImportedKeyMaterial: imports.deleteImportedKeyMaterial,
  DescribeKey: states.describeKey,
  DisableKey: states.disableKey,
  DisableKeyRotation: rotation.disableKeyRotation,
  EnableKey: states.enableKey,
  EnableKeyRotation: rotation.enableKeyRotation,
  Encrypt: encrypt,
  GenerateDataKey: dataKeys.generateDataKey,
  GenerateDataKeyPair: dataKeys.generateDataKeyPair,
  GenerateDataKeyPairWithoutPlaintext: dataKeys.generateDataKeyPairWithoutPlaintext,
  GenerateDataKeyWithoutPlaintext: dataKeys.generateDataKeyWithoutPlaintext,
  GenerateMac: generateMac,
  GenerateRandom: dataKeys.generateRandom,
  GetKeyPolicy: policies.getKeyPolicy,
  GetKeyRotationStatus: rotation.getKeyRotationStatus,
  GetParametersForImport: imports.getParametersForImport,
  GetPublicKey: getPublicKey,
  ImportKeyMaterial: imports.importKeyMaterial,
  ListAliases: listAliases,
  ListGrants: grants.listGrants,
  ListKeyPolicies: policies.listKeyPolicies,
  ListKeyRotations: rotation.listKeyRotations,
  ListKeys: states.listKeys,
  ListResourceTags: tags.listResourceTags,
  ListRetirableGrants: grants.listRetirableGrants,
  PutKeyPolicy: policies.putKeyPolicy,
  ReEncrypt: reEncrypt,
  RetireGrant: grants.retireGrant,
  RevokeGrant: grants.revokeGrant,
  RotateKeyOnDemand: rotation.rotateKeyOnDemand,
  ScheduleKeyDeletion: states.scheduleKeyDeletion,
  Sign: sign,
  TagResource: tags.tagResource,
  UntagResource: tags.untagResource,
  UpdateAlias: updateAlias,
  UpdateKeyDescription: states.updateKeyDescription,
  Verify: verify,
  VerifyMac: verifyMac,
}
