/** Sends a request to a provider, and waits for what comes back to the request's response URL. */
import { ServiceError } from '../../core/errors.ts'
import type { JournalRecord } from '../../core/journal.ts'
import { pause } from '../../core/time/host.ts'
import { runOutside } from '../../core/world/context.ts'
import type { World } from '../../core/world/world.ts'
import { callQuietly } from '../calls/call-quietly.ts'
import type { CustomEvent } from './request.ts'
import { readResponse, type CustomAnswer } from './response.ts'

// AWS: lambda/latest/dg/invocation-async-error-handling.html: two more attempts after an error. No
// time passes between them here, because nothing that a stack does takes time.
const ATTEMPTS = 3
const POLL_MS = 2

/** Invokes a function with the request. */
export function askFunction(
  world: World,
  name: string,
  event: CustomEvent,
  cause: JournalRecord,
): Promise<CustomAnswer> {
  return receive(world, event, async (isAnswered) => {
    for (let attempt = 1; attempt <= ATTEMPTS && !isAnswered(); attempt++) {
      const outcome = await world.ports.functions.invoke({
        function: name,
        event,
        type: 'RequestResponse',
        cause,
      })
      if (outcome?.unobservedStatus === 'succeeded') return
    }
  })
}

/** Publishes the request to a topic. */
export function askTopic(world: World, topic: string, event: CustomEvent): Promise<CustomAnswer> {
  return receive(world, event, async () => {
    callQuietly(world, 'sns', 'Publish', {
      TopicArn: topic,
      // Seen: messages to topics of custom resources in public issues
      Subject: 'AWS CloudFormation custom resource request',
      Message: JSON.stringify(event),
    })
  })
}

async function receive(
  world: World,
  event: CustomEvent,
  send: (isAnswered: () => boolean) => Promise<void>,
): Promise<CustomAnswer> {
  let body: string | undefined
  const close = world.ports.localServers?.open({
    claims: (url) => url === event.ResponseURL,
    async answer(request) {
      // Only the method that the URL is signed for. A second response changes nothing.
      if (request.method !== 'PUT') return { status: 403, headers: {}, body: '' }
      body ??= request.body
      return { status: 200, headers: {}, body: '' }
    },
  })
  const before = new Set(world.work.pieces)
  const isAnswered = (): boolean => body !== undefined
  try {
    await send(isAnswered)
    while (!isAnswered()) {
      // Another function, that this one has called, may answer.
      await world.clock.quiesce()
      if ([...world.work.pieces].every((piece) => before.has(piece))) break
      await runOutside(() => pause(POLL_MS))
    }
  } finally {
    close?.()
  }
  if (body !== undefined) return readResponse(event, body)
  // Seen: stack events in public issues. AWS waits an hour before.
  throw new ServiceError(
    'CustomResource',
    `CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [${event.RequestId}]. If you are using the Python cfn-response module, you may need to update your Lambda function code so that CloudFormation can attach the updated version.`,
  )
}
