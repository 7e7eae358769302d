/**
 * The fields and the file of a form.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
 */
import { fileMissing, malformedForm } from '../errors/http.ts'
import { toBytes } from '../../protocol/wire.ts'
import type { S3Request } from './request.ts'

export interface PostForm {
  /** The fields before the file, with names in lower case. Those behind it are ignored. */
  readonly fields: ReadonlyMap<string, string>
  readonly file: Buffer
  readonly fileName: string
}

export const isForm = ({ method, headers }: S3Request): boolean =>
  method === 'POST' && headers['content-type']?.startsWith('multipart/form-data') === true

/** Reads a form, or throws S3's answer to a malformed one. */
export async function readForm({ headers, raw }: S3Request): Promise<PostForm> {
  const fields = new Map<string, string>()
  for (const [given, value] of await entriesOf(headers['content-type'] ?? '', raw.body)) {
    const name = given.toLowerCase()
    if (name !== 'file') {
      if (typeof value === 'string') fields.set(name, value)
      continue
    }
    return typeof value === 'string'
      ? { fields, file: Buffer.from(value), fileName: '' }
      : { fields, file: Buffer.from(await value.arrayBuffer()), fileName: baseName(value.name) }
  }
  throw fileMissing()
}

async function entriesOf(
  type: string,
  body: S3Request['raw']['body'],
): Promise<Iterable<[string, FormDataEntryValue]>> {
  try {
    const content = new Uint8Array(toBytes(body))
    return await new Response(content, { headers: { 'content-type': type } }).formData()
  } catch {
    // A body of another form, or without its boundary.
    throw malformedForm()
  }
}

/** Some browsers send the whole path. */
const baseName = (name: string): string => name.split(/[\\/]/).at(-1) ?? ''
