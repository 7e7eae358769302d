/** The issuers that tests make. They load, and node:crypto with them, when one is used. */
export { documentAt, findIssuer } from './find-issuer.ts'
export { publicKeyOf, signToken } from './signing.ts'
