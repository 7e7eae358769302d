/** Headers of requests that a role signs. */
import { SignatureV4 } from '@smithy/signature-v4'
import { createHash, createHmac } from 'node:crypto'
import type { Region } from '../region/index.ts'

class Sha256 {
  readonly #hash: { update(data: Buffer | string): unknown; digest(): Buffer }
  constructor(secret?: Buffer | string) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret)
  }
  update(data: Buffer | string): void {
    this.#hash.update(data)
  }
  async digest(): Promise<Uint8Array> {
    return new Uint8Array(this.#hash.digest())
  }
}

/** Signs as a session of a role. */
export async function signed(
  region: Region,
  role: string,
  url: string,
  request: { readonly service?: string; readonly method?: string; readonly body?: string } = {},
): Promise<Record<string, string>> {
  const { service = 'execute-api', method = 'GET', body } = request
  const { hostname, pathname } = new URL(url)
  const signer = new SignatureV4({
    service,
    region: 'us-east-1',
    credentials: region.as(role).sdk.credentials,
    sha256: Sha256 as never,
  })
  const { headers } = await signer.sign(
    {
      ...{ method, protocol: 'https:', hostname, path: pathname, headers: { host: hostname } },
      ...(body !== undefined && { body }),
    },
    { signingDate: new Date(region.clock.now()) },
  )
  return headers
}
