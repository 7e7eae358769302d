/**
 * What a mapping's filters see of a record. Each kind of source has its data in another place.
 * AWS: https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 */
import type { MappingDefinition, SourceService } from '../definition/mapping.ts'

/** Whether a mapping lets a record pass. `body`: the record in the event. */
export function passes({ filters, service }: MappingDefinition, body: object): boolean {
  if (filters.length === 0) return true
  const subject = SUBJECTS[service](body as Readonly<Record<string, unknown>>)
  return filters.some(({ pattern }) => pattern.matches(subject))
}

type Body = Readonly<Record<string, unknown>>

const SUBJECTS: Readonly<Record<SourceService, (body: Body) => object>> = {
  dynamodb: (body) => body,
  // AWS: with-kinesis-filtering.html: a pattern has the members of `kinesis`, with `data` decoded.
  kinesis: ({ kinesis }) => {
    const members = kinesis as Body
    const data = Buffer.from(String(members['data']), 'base64').toString('utf8')
    return { ...members, data: structured(data) }
  },
  // AWS: with-sqs-filtering.html
  sqs: (body) => ({ ...body, body: structured(String(body['body'])) }),
}

/** The object or array that a text is the JSON of; any other text as it is. */
function structured(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    // JSON.parse throws for every text that is not JSON.
    return text
  }
}
