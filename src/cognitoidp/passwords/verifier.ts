/**
 * Passwords, which are not kept. What is kept is SRP's x, a salted hash of pool, user and password,
 * so that a sign-in by password and one by SRP check the same secret.
 */
import * as crypto from 'node:crypto'
import type { Ids } from '../../core/ids.ts'
import type { PasswordVerifier } from '../state.ts'

// Node >= 20.12 hashes without a hash object.
const oneShot = Reflect.get(crypto, 'hash') as typeof crypto.hash | undefined

const sha256 = (data: Buffer): Buffer =>
  oneShot ? oneShot('sha256', data, 'buffer') : crypto.createHash('sha256').update(data).digest()

const HEX = '0123456789abcdef'

/** The part of a pool's id after its region, which SRP calls the pool's name. */
export const poolNameOf = (poolId: string): string => poolId.slice(poolId.indexOf('_') + 1)

/** Where a password belongs to. */
export interface PasswordOwner {
  readonly poolId: string
  readonly username: string
}

export function createVerifier(ids: Ids, owner: PasswordOwner, password: string): PasswordVerifier {
  // Clients read the salt as a number. The first digit keeps its length.
  const salt = `5${ids.text('cognito-salt', 31, HEX)}`
  return { salt, hash: hashOf(owner, password, salt).toString('hex') }
}

export function isPassword(
  { salt, hash }: PasswordVerifier,
  owner: PasswordOwner,
  password: string,
): boolean {
  return crypto.timingSafeEqual(hashOf(owner, password, salt), Buffer.from(hash, 'hex'))
}

// RFC 5054, 2.4: x = H(salt | H(user | ":" | password)); Cognito's user begins with the pool's name.
function hashOf({ poolId, username }: PasswordOwner, password: string, salt: string): Buffer {
  const inner = sha256(Buffer.from(`${poolNameOf(poolId)}${username}:${password}`))
  return sha256(Buffer.concat([Buffer.from(salt, 'hex'), inner]))
}
