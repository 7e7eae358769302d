/**
 * Custom error responses.
 *
 * AWS: GeneratingCustomErrorResponses.html, HTTPStatusCodes.html
 */
import type { ViewerRequest } from '../messages/messages.ts'
import { behaviorOf } from './behavior.ts'
import { contentOf } from './content.ts'
import { customErrorOf } from './error-caching.ts'
import { newNotes, type Content, type Exchange } from './exchange.ts'

/**
 * Puts the page of an error in its place. The page comes through the behavior that matches its path.
 * If there is an error instead of the page, the viewer gets the original one.
 */
export async function withErrorPage(exchange: Exchange, content: Content): Promise<Content> {
  const { state, distribution, viewer, notes } = exchange
  const { status } = content.answer
  const custom = customErrorOf(exchange, status)
  if (!custom?.ResponsePagePath) return content
  const { ResponsePagePath: path, ResponseCode } = custom
  const request: ViewerRequest = { ...viewer, method: 'GET', uri: path, query: '', body: undefined }
  const behavior = behaviorOf(state, distribution.config, path)
  const page = await contentOf({ ...exchange, behavior, notes: newNotes() }, request)
  notes.why = `${notes.why ?? ''} ${path} is the page for ${status}.`.trim()
  // AWS: GeneratingCustomErrorResponses.html: without the page it returns the origin's status code.
  if (page.answer.status >= 400) return content
  const code = ResponseCode === undefined || ResponseCode === '' ? status : Number(ResponseCode)
  // AWS: edge-function-restrictions-all.html: no function for viewer responses runs.
  return { ...content, isGenerated: true, answer: { ...page.answer, status: code } }
}
