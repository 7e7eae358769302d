/** Runs streaming handlers. */
// AWS: aws-lambda-nodejs-runtime-interface-client src/Runtime.js
import { highWaterMarkOf, type AnyHandler } from '../definition/handlers.ts'
import { ResponseStream, type ChunkListener } from './response-stream.ts'

/** Runs a streaming handler and resolves to the bytes that it wrote. */
export async function runStreaming(
  handler: AnyHandler,
  event: unknown,
  context: unknown,
  onChunk?: ChunkListener,
): Promise<Uint8Array> {
  const stream = new ResponseStream(highWaterMarkOf(handler), onChunk)
  const result = handler(event, stream, context)
  if (typeof (result as PromiseLike<unknown> | undefined)?.then !== 'function') {
    throw 'Streaming does not support non-async handlers.'
  }
  await result
  if (!stream.writableEnded) throw 'Response stream is not finished.'
  if (!stream.writableFinished) await new Promise((resolve) => stream.once('finish', resolve))
  return stream.bytes
}
