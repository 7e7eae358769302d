/** What a viewer gets of an object: 304, a part, or all of it, with CloudFront's own headers. */
import {
  valueOf,
  withHeader,
  withoutHeaders,
  type Header,
  type HeaderList,
} from '../messages/headers.ts'
import { isSafe, NO_BODY, type Answer, type ViewerRequest } from '../messages/messages.ts'
import type { Content, Exchange } from './exchange.ts'
import { viaHost } from './origin-request.ts'

/** RFC 9110: conditions and ranges of GET and HEAD. Of other requests the origin has seen to them. */
export function selected(viewer: ViewerRequest, answer: Answer): Answer {
  if (!isSafe(viewer.method) || answer.status !== 200) return answer
  if (isUnchanged(viewer.headers, answer.headers)) {
    return {
      status: 304,
      headers: withoutHeaders(answer.headers, 'content-length', 'content-type', 'content-encoding'),
      body: NO_BODY,
    }
  }
  const range = valueOf(viewer.headers, 'range')
  // AWS: RangeGETs.html. CloudFront may ask the origin for more than the part: here for everything.
  return range === undefined || !isSamePart(viewer.headers, answer.headers)
    ? answer
    : partOf(answer, range)
}

const weak = (eTag: string): string => eTag.trim().replace(/^W\//, '')

function isUnchanged(asked: HeaderList, headers: HeaderList): boolean {
  const eTag = valueOf(headers, 'etag')
  const wanted = valueOf(asked, 'if-none-match')
  if (wanted !== undefined) {
    if (wanted.trim() === '*') return true
    return eTag !== undefined && wanted.split(',').some((each) => weak(each) === weak(eTag))
  }
  const since = Date.parse(valueOf(asked, 'if-modified-since') ?? '')
  const modified = Date.parse(valueOf(headers, 'last-modified') ?? '')
  return modified <= since
}

/** Whether the viewer's parts so far are of this object. */
function isSamePart(asked: HeaderList, headers: HeaderList): boolean {
  const condition = valueOf(asked, 'if-range')
  if (condition === undefined) return true
  return condition === valueOf(headers, 'etag') || condition === valueOf(headers, 'last-modified')
}

function partOf(answer: Answer, range: string): Answer {
  const { headers, body } = answer
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range.trim()) ?? []
  // Unverified: several ranges at once get the whole object.
  if (first === '' && last === '') return answer
  const start = first === '' ? Math.max(0, body.length - Number(last)) : Number(first)
  const end =
    first === '' || last === '' ? body.length - 1 : Math.min(Number(last), body.length - 1)
  if (start > end || start >= body.length) {
    const kept = withoutHeaders(headers, 'content-length')
    return {
      status: 416,
      headers: [...kept, ['content-range', `bytes */${body.length}`], ['content-length', '0']],
      body: NO_BODY,
    }
  }
  const part = body.subarray(start, end + 1)
  const sized = withHeader(headers, 'content-length', String(part.length))
  return {
    status: 206,
    headers: [...sized, ['content-range', `bytes ${start}-${end}/${body.length}`]],
    body: part,
  }
}

/** Seen: the headers that CloudFront ends every answer with. */
function ownHeaders(exchange: Exchange, { result, age }: Content): readonly Header[] {
  const { distribution, point, requestId } = exchange
  return [
    ['x-cache', `${result} from cloudfront`],
    ['via', `1.1 ${viaHost(distribution.id)} (CloudFront)`],
    ['x-amz-cf-pop', point.name],
    ['x-amz-cf-id', requestId],
    ...(age === undefined ? [] : [['age', String(age)] as const]),
  ]
}

/** AWS: the headers that an answer to a viewer has, whatever its source. */
export function completed(exchange: Exchange, content: Content, answer: Answer): Answer {
  const { headers, body, status } = answer
  const via = valueOf(headers, 'via')
  const own = ownHeaders(exchange, content).map(([name, value]): Header =>
    name === 'via' && via !== undefined ? [name, `${via}, ${value}`] : [name, value],
  )
  const rest = withoutHeaders(headers, ...own.map(([name]) => name), 'age')
  const dated = valueOf(rest, 'date') === undefined
  const isHead = exchange.viewer.method === 'HEAD'
  // Of HEAD to the origin the length is not known.
  const isSized =
    valueOf(rest, 'content-length') !== undefined ||
    status === 304 ||
    status === 204 ||
    (isHead && body.length === 0)
  return {
    status,
    headers: [
      ...rest,
      ...(isSized ? [] : [['content-length', String(body.length)] as const]),
      ...(dated ? [['date', new Date(exchange.world.clock.now()).toUTCString()] as const] : []),
      ...own,
    ],
    body: isHead ? NO_BODY : body,
  }
}
