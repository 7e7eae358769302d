/** Tokens of identity pools. Their issuer has a key of its own. */
import type { JsonObject } from '../../core/json.ts'
import { signToken } from './jwt.ts'

/** The last pair of keys, which pools take last. */
const ISSUER = { id: 'cognito-identity.amazonaws.com', keyPair: 7 }

export const signWebIdentity = (claims: JsonObject): string => signToken(ISSUER, 'id', claims)
