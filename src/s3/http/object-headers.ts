/** The headers of an object in a website's answer. */

const NAMES: Readonly<Record<string, string>> = {
  ContentType: 'content-type',
  ContentLength: 'content-length',
  ContentRange: 'content-range',
  ContentEncoding: 'content-encoding',
  ContentLanguage: 'content-language',
  ContentDisposition: 'content-disposition',
  CacheControl: 'cache-control',
  AcceptRanges: 'accept-ranges',
  ETag: 'etag',
  LastModified: 'last-modified',
  Expires: 'expires',
  VersionId: 'x-amz-version-id',
}

export function objectHeaders(output: Readonly<Record<string, unknown>>): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [member, name] of Object.entries(NAMES)) {
    const value = output[member]
    if (value === undefined) continue
    headers[name] = value instanceof Date ? value.toUTCString() : String(value)
  }
  for (const [name, value] of Object.entries(Object(output['Metadata'] ?? {}) as object)) {
    headers[`x-amz-meta-${name}`] = String(value)
  }
  return headers
}
