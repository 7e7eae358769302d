/** Documents in requests and answers. */
import * as errors from '../../errors.ts'
import { flawOf, type PolicyPurpose } from '../../documents/validate.ts'

/** @throws ServiceError for a document that IAM does not accept */
export function checkDocument(text: string, purpose: PolicyPurpose): void {
  const flaw = flawOf(text, purpose)
  if (flaw) throw errors.malformedPolicy(flaw.message, flaw.place)
}

/** AWS: GetRole and others: documents are URL-encoded as RFC 3986 says. */
export const encoded = (document: string): string =>
  encodeURIComponent(document).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
