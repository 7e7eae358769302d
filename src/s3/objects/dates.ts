/**
 * Returns a date as S3 shows it: in whole seconds, as in HTTP's headers.
 *
 * AWS: API_ListObjectsV2.html, API_CopyObject.html, API_ListBuckets.html: the examples of XML have
 * `.000Z`.
 */
export const shownDate = (milliseconds: number): Date =>
  new Date(Math.floor(milliseconds / 1000) * 1000)
