/** The inspector of a server, as the server sees it. The folder `inspector` implements it. */
import type { IncomingMessage, ServerResponse } from 'node:http'

export interface Inspector {
  /** The path of its first page. */
  readonly path: string
  /** Whether a request is for a page of an inspector. */
  isFor(request: IncomingMessage): boolean
  /** Answers a request for one of its pages. `body`: undefined if it was too large. */
  answer(
    request: IncomingMessage,
    response: ServerResponse,
    body: Uint8Array | undefined,
  ): Promise<void>
}
