/** The issuers of an account, which all its regions know, and the documents that they publish. */
import type { TokenIssuer } from '../../core/world/identity-ports.ts'
import type { World } from '../../core/world/world.ts'
import type { IssuerDefinition } from '../api/issuer.ts'
import { gateway } from '../service.ts'
import { publicKeyOf } from './signing.ts'

const toIssuer = ({ issuer, algorithm }: IssuerDefinition): TokenIssuer => ({
  issuer,
  keys: [publicKeyOf(algorithm)],
})

export function findIssuer(world: World, issuer: string): TokenIssuer | undefined {
  const definition = world.main.state(gateway).issuers.get(issuer)
  return definition && toIssuer(definition)
}

/** `https://issuer.test/.well-known/jwks.json` for the issuer `https://issuer.test`. */
const wellKnown = (issuer: string, name: string): string =>
  `${issuer.replace(/\/$/, '')}/.well-known/${name}`

/** The discovery document or the key set at a URL. */
// https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata
export function documentAt(world: World, url: string): object | undefined {
  if (!url.includes('/.well-known/')) return undefined
  for (const definition of world.main.state(gateway).issuers.values()) {
    const { issuer, algorithm } = definition
    const keys = wellKnown(issuer, 'jwks.json')
    if (url === keys) return { keys: toIssuer(definition).keys }
    if (url === wellKnown(issuer, 'openid-configuration')) {
      return {
        issuer,
        jwks_uri: keys,
        response_types_supported: ['token', 'id_token'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: [algorithm],
      }
    }
  }
  return undefined
}
