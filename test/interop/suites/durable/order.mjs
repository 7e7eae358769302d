import { withDurableExecution } from '@aws/durable-execution-sdk-js'

export const handler = withDurableExecution(async (order, context) => {
  const payment = await context.step('charge', async () => ({ paid: order.total }))
  await context.wait('cooling-off', { days: 3 })
  const approved = await context.waitForCallback('approval', async (callbackId) => {
    console.log(`approve with ${callbackId}`)
  })
  return { ...payment, approved }
})
