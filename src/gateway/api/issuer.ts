/** Issuers of tokens that tests make: `testIssuer()`. */
import type { Declared } from '../../core/world/generation.ts'

// AWS: https://docs.aws.amazon.com/apigateway/latest/api/API_JwtConfiguration.html
// (defaultAlgorithms)
export const TOKEN_ALGORITHMS = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'] as const

/** The algorithm of a token's signature. */
export type TokenAlgorithm = (typeof TOKEN_ALGORITHMS)[number]

export const isTokenAlgorithm = (value: unknown): value is TokenAlgorithm =>
  TOKEN_ALGORITHMS.some((known) => known === value)

export interface IssuerDefinition extends Declared {
  /** The claim `iss`. */
  readonly issuer: string
  readonly algorithm: TokenAlgorithm
}
