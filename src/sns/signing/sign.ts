/**
 * Signatures of messages, as receivers verify them.
 *
 * AWS: https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
import { createPrivateKey, sign, type KeyObject } from 'node:crypto'
import type { World } from '../../core/world/world.ts'
import { CERTIFICATE, SIGNING_KEY } from './key.ts'

/** The members that a signature covers, in the order in which it covers them. */
export interface SignedMembers {
  readonly Message: string
  readonly MessageId: string
  readonly Subject?: string | undefined
  readonly SubscribeURL?: string | undefined
  readonly Timestamp: string
  readonly Token?: string | undefined
  readonly TopicArn: string
  readonly Type: string
}

const ORDER: readonly (keyof SignedMembers)[] = [
  'Message',
  'MessageId',
  'Subject',
  'SubscribeURL',
  'Timestamp',
  'Token',
  'TopicArn',
  'Type',
]

/** Parsing the key costs a millisecond, so it waits for the first signature. */
const key: () => KeyObject = (() => {
  let parsed: KeyObject | undefined
  return () =>
    (parsed ??= createPrivateKey({
      key: Buffer.from(SIGNING_KEY, 'base64'),
      format: 'der',
      type: 'pkcs8',
    }))
})()

export type SignatureVersion = '1' | '2'

/** Of a key of 1,024 bits, in base64. */
export const SIGNATURE_LENGTH = 172

/** Recorded: test_publish_sqs_verify_signature: version 1 is of SHA-1, version 2 of SHA-256. */
export function signatureOf(members: SignedMembers, version: SignatureVersion): string {
  const text = ORDER.flatMap((name) => {
    const value = members[name]
    return value === undefined ? [] : [`${name}\n${value}\n`]
  }).join('')
  return sign(version === '1' ? 'sha1' : 'sha256', Buffer.from(text), key()).toString('base64')
}

const CERTIFICATE_PATH = '/SimpleNotificationService-7506a1e35b36ef5a444dd1a8e7cc3ed8.pem'

export const endpointOf = ({ options }: World): string =>
  `https://sns.${options.region}.amazonaws.com`

export const certificateUrl = (world: World): string => endpointOf(world) + CERTIFICATE_PATH

/** The certificate that a URL of this world names, or undefined. */
export const certificateAt = (path: string): string | undefined =>
  path === CERTIFICATE_PATH
    ? `-----BEGIN CERTIFICATE-----\n${(CERTIFICATE.match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`
    : undefined
