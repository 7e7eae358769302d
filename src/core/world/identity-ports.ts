/** The issuers of tokens and the holders of credentials, as gateways see them. */
import type { JournalRecord } from '../journal.ts'

/** An issuer of JSON Web Tokens inside this world: a user pool, or one that the test made. */
export interface TokenIssuer {
  /** The claim `iss` of its tokens: `https://cognito-idp.us-east-1.amazonaws.com/us-east-1_a1B2c3D4e`. */
  readonly issuer: string
  /** Its public keys, as JSON Web Keys. */
  readonly keys: readonly Readonly<Record<string, unknown>>[]
}

export interface TokenIssuers {
  /** Returns the issuer with this URL, or undefined. */
  find(issuer: string): TokenIssuer | undefined
  /** Returns the JSON that an issuer publishes at a URL: its discovery document, or its keys. */
  document(url: string): object | undefined
}

/** The holder of the credentials that signed a request. */
export interface CallerIdentity {
  readonly accessKeyId: string
  readonly accountId: string
  /** `arn:aws:sts::123456789012:assumed-role/Admin/ann` */
  readonly arn: string
  /** `AROAXZWZ5ZDPNIH6C6ODK:ann` */
  readonly userId: string
}

export interface CallerIdentities {
  /**
   * Returns the holder of credentials. `cause`: the record that led to the request.
   *
   * @throws ServiceError for temporary credentials that have expired, or whose token is wrong
   */
  identify(
    caller: { readonly accessKeyId: string; readonly sessionToken?: string },
    cause: JournalRecord,
  ): CallerIdentity
}
