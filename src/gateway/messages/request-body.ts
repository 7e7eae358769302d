/** Turns the bodies that `fetch` accepts into bytes and their content type. */
import { MisuseError } from '../../core/errors.ts'
import type { Ids } from '../../core/ids.ts'
import type { MaybePromise } from '../../core/maybe-promise.ts'

export interface RequestBody {
  readonly bytes: Uint8Array
  /** The content type that `fetch` sets unless the caller does. */
  readonly type: string | undefined
}

/** By tag, not by `instanceof`: test runners give tests their own globals. */
const tagOf = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1)

const isAsyncIterable = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value

const encode = (text: string): Uint8Array => Buffer.from(text, 'utf8')

/** The bytes of a body. Undefined without one. A promise only for blobs, forms and streams. */
export function readBody(body: unknown, ids: Ids): MaybePromise<RequestBody | undefined> {
  if (body === undefined || body === null) return undefined
  if (typeof body === 'string') return { bytes: encode(body), type: 'text/plain;charset=UTF-8' }
  if (ArrayBuffer.isView(body)) {
    const { buffer, byteOffset, byteLength } = body
    return { bytes: new Uint8Array(buffer, byteOffset, byteLength).slice(), type: undefined }
  }
  switch (tagOf(body)) {
    case 'ArrayBuffer':
    case 'SharedArrayBuffer':
      return { bytes: new Uint8Array(body as ArrayBuffer).slice(), type: undefined }
    case 'URLSearchParams':
      return {
        bytes: encode(String(body)),
        type: 'application/x-www-form-urlencoded;charset=UTF-8',
      }
    case 'Blob':
    case 'File':
      return readBlob(body as Blob)
    case 'FormData':
      return encodeForm(body as FormData, `----form-${ids.text('boundary', 24)}`)
  }
  if (isAsyncIterable(body)) return collect(body)
  throw new MisuseError(
    `The body is ${tagOf(body) === 'Promise' ? 'a promise' : `a value of type ${tagOf(body)}`}.`,
    'a string, bytes, a Blob, FormData, URLSearchParams or a stream',
    'post(path, value), put and patch send JSON.',
  )
}

const readBlob = async (blob: Blob): Promise<RequestBody> => ({
  bytes: new Uint8Array(await blob.arrayBuffer()),
  type: blob.type === '' ? undefined : blob.type,
})

async function collect(stream: AsyncIterable<unknown>): Promise<RequestBody> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) {
    if (typeof chunk === 'string') chunks.push(encode(chunk))
    else if (ArrayBuffer.isView(chunk))
      chunks.push(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength))
    else
      throw new MisuseError(
        `The body's stream contains a value of type ${tagOf(chunk)}.`,
        'bytes (Uint8Array) or strings',
      )
  }
  return { bytes: Buffer.concat(chunks), type: undefined }
}

// https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data
const escapeName = (name: string): string =>
  name
    .replaceAll('\r\n', '%0D%0A')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A')
    .replaceAll('"', '%22')
const withCrlf = (text: string): string => text.replace(/\r\n|\r|\n/g, '\r\n')

async function encodeForm(form: FormData, boundary: string): Promise<RequestBody> {
  const chunks: Uint8Array[] = []
  const entries: [string, FormDataEntryValue][] = []
  form.forEach((value, name) => entries.push([name, value]))
  for (const [name, value] of entries) {
    const disposition = `--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(withCrlf(name))}"`
    if (typeof value === 'string') {
      chunks.push(encode(`${disposition}\r\n\r\n${withCrlf(value)}\r\n`))
      continue
    }
    const type = value.type === '' ? 'application/octet-stream' : value.type
    const head = `${disposition}; filename="${escapeName(value.name)}"\r\nContent-Type: ${type}\r\n\r\n`
    chunks.push(encode(head), new Uint8Array(await value.arrayBuffer()), encode('\r\n'))
  }
  chunks.push(encode(`--${boundary}--\r\n`))
  return { bytes: Buffer.concat(chunks), type: `multipart/form-data; boundary=${boundary}` }
}
