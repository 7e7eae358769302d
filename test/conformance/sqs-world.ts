/** Requests to the URLs of queues. event-sources-world.ts creates the queues. */
import type { JsonObject } from './case.ts'
import { toSeen } from './gateway-world.ts'
import type { CaseWorld, Outcome, Part } from './part.ts'

const SIGNED = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0',
  'x-amz-date': '20260101T000000Z',
}

async function getQueueUrl({ region }: CaseWorld, { queue, query }: JsonObject): Promise<Outcome> {
  const url = `${region.queue(String(queue)).url}${query === '' ? '' : `?${String(query)}`}`
  const response = await region.fetch(url, { headers: SIGNED })
  return { response: await toSeen(response) }
}

export const sqsWorld: Part = {
  when: { sqsHttpGet: getQueueUrl },
}
