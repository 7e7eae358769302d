/** Measures invocations of an empty handler: through its handle, and through a LambdaClient. */
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { createRegion } from 'miniregion'
import { interleave, timeAsync, type Measure } from './measure.js'

const ROUNDS = 15
const WARM_UP = 10
const COUNT = 300

/** µs per invocation, by who makes it. */
export type Invocations = readonly (readonly [name: 'handle' | 'client' | 'floor', Measure])[]

export async function measureInvocations(): Promise<Invocations> {
  const region = createRegion()
  const empty = region.registerFunction('empty', async () => undefined)
  const client = new LambdaClient(region.sdk)
  // The cost of the SDK itself: the same configuration, answered with prepared bytes.
  const answered = new LambdaClient({
    ...region.sdk,
    requestHandler: {
      ...region.sdk.requestHandler,
      handle: async () => ({
        response: {
          statusCode: 200,
          headers: { 'x-amz-executed-version': '$LATEST' },
          body: Buffer.from('null'),
        },
      }),
    },
  } as never)
  const send = (to: LambdaClient): Promise<unknown> =>
    to.send(new InvokeCommand({ FunctionName: 'empty', Payload: '{}' }))
  const calls = {
    handle: () => empty.invoke({}),
    client: () => send(client),
    floor: () => send(answered),
  }
  const everyone = ['handle', 'client', 'floor'] as const
  const measures = await interleave(
    everyone,
    ROUNDS,
    (who) => timeAsync(COUNT, calls[who]),
    WARM_UP,
  )
  return [...measures]
}
