/** The server's side of a sign-in by SRP: Cognito's variant of RFC 5054. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Ids } from '../../core/ids.ts'
import { invalidParameter } from '../errors.ts'
import { opaqueText } from '../opaque-text.ts'
import { isPublicValue, padded, serverValue, sha256, sharedSecret, toNumber } from './arithmetic.ts'

/** What the server keeps between its public value and the proof. All numbers in hexadecimal. */
export interface Handshake {
  readonly clientValue: string
  readonly serverValue: string
  readonly secret: string
  readonly verifier: string
  /** Base64. The client signs it, and names the handshake by it. */
  readonly secretBlock: string
}

const HEX = '0123456789abcdef'

/** Begins with the client's A. */
export function beginHandshake(ids: Ids, srpA: string, verifier: bigint): Handshake {
  // Unverified: the wording.
  if (!/^[0-9a-f]+$/i.test(srpA) || !isPublicValue(BigInt(`0x${srpA}`)))
    throw invalidParameter('Invalid SRP_A')
  const secret = BigInt(`0x1${ids.text('cognito-srp', 63, HEX)}`)
  return {
    clientValue: srpA,
    serverValue: serverValue(verifier, secret).toString(16),
    secret: secret.toString(16),
    verifier: verifier.toString(16),
    secretBlock: opaqueText(ids, 'cognito-secret-block', 1_024, 'base64'),
  }
}

const read = (hex: string): bigint => BigInt(`0x${hex}`)

/** The key that both sides reach. */
// RFC 5869 with one block of output, of which Cognito takes 16 bytes
function keyOf({ clientValue, serverValue: own, secret, verifier }: Handshake): Buffer {
  const [a, b] = [read(clientValue), read(own)]
  const u = toNumber(sha256(padded(a), padded(b)))
  const shared = sharedSecret(a, read(verifier), u, read(secret))
  const extracted = createHmac('sha256', padded(u)).update(padded(shared)).digest()
  return createHmac('sha256', extracted).update('Caldera Derived Key\x01').digest().subarray(0, 16)
}

/** The proof of a client. */
export interface Claim {
  readonly signature: string
  readonly timestamp: string
}

/** Whether the client knows the password. `names`: what precedes the secret block in the proof. */
export function isProof(
  handshake: Handshake,
  names: readonly string[],
  { signature, timestamp }: Claim,
): boolean {
  const expected = createHmac('sha256', keyOf(handshake))
    .update(names.join(''))
    .update(Buffer.from(handshake.secretBlock, 'base64'))
    .update(timestamp)
    .digest()
  const given = Buffer.from(signature, 'base64')
  return given.length === expected.length && timingSafeEqual(given, expected)
}
