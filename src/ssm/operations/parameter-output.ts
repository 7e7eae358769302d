/** A parameter in the answers of Get operations. AWS: API_Parameter, API_ParameterHistory. */
import { createHash } from 'node:crypto'
import { formatArn } from '../../core/arn.ts'
import type { World } from '../../core/world/world.ts'
import { decryptionRequired, secretNotFound } from '../errors.ts'
import type { StoredParameter, StoredVersion } from '../state.ts'
import { parameterArn } from './parameter-name.ts'

export function toParameter(
  world: World,
  { name }: StoredParameter,
  version: StoredVersion,
  { isDecrypted, selector }: { isDecrypted: boolean; selector?: string | undefined },
): Record<string, unknown> {
  return {
    Name: name,
    Type: version.type,
    Value: isDecrypted ? version.value : encrypted(world, name, version),
    Version: version.version,
    ...(selector !== undefined && { Selector: selector }),
    LastModifiedDate: new Date(version.modifiedAt),
    ARN: parameterArn(world.options, name),
    DataType: version.dataType,
  }
}

/** The members that DescribeParameters and GetParameterHistory share. */
export function toMetadata(
  world: World,
  { name }: StoredParameter,
  version: StoredVersion,
): Record<string, unknown> {
  const { description, keyId, allowedPattern } = version
  return {
    Name: name,
    Type: version.type,
    ...(keyId !== undefined && { KeyId: keyId }),
    LastModifiedDate: new Date(version.modifiedAt),
    LastModifiedUser: formatArn('iam', '', world.options.accountId, 'root'),
    ...(description !== undefined && { Description: description }),
    ...(allowedPattern !== undefined && { AllowedPattern: allowedPattern }),
    Version: version.version,
    Tier: version.tier,
    Policies: version.policies.map(({ text, type, isFinished }) => ({
      PolicyText: text,
      PolicyType: type,
      PolicyStatus: isFinished ? 'Finished' : 'Pending',
    })),
    DataType: version.dataType,
  }
}

/**
 * A SecureString without decryption is ciphertext. Only its form is AWS's: nothing here can decrypt
 * it.
 */
export function encrypted(world: World, name: string, version: StoredVersion): string {
  if (version.type !== 'SecureString') return version.value
  const { accountId, region, seed } = world.options
  const text = [seed, accountId, region, name, version.version, version.value].join('\n')
  const digest = createHash('sha512').update(text).digest()
  return Buffer.concat([Buffer.from('01020200', 'hex'), digest]).toString('base64')
}

/**
 * A secret as a parameter. AWS:
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-ps-secretsmanager.html
 */
export function toReferencedSecret(
  world: World,
  name: string,
  secretId: string,
  isDecrypted: boolean,
): Record<string, unknown> {
  if (!isDecrypted) throw decryptionRequired()
  const secret = world.ports.secrets?.read(secretId)
  if (!secret) throw secretNotFound(secretId)
  const { arn, versionId, stages, createdAt, text } = secret
  return {
    Name: name,
    Type: 'SecureString',
    Value: text,
    Version: 0,
    SourceResult: JSON.stringify({
      ARN: arn,
      name: secret.name,
      versionId,
      secretString: text,
      versionStages: stages,
      createdDate: createdAt,
    }),
    LastModifiedDate: new Date(createdAt),
    ARN: parameterArn(world.options, name),
    DataType: 'text',
  }
}
