// npm run demo: the orders service answers a few requests, in this process, and shows what happened.
import 'miniregion/auto'
import { openInBrowser } from './browser.js'
import { ordersRegion } from './region.js'

const { region, api, orders, stock, place } = ordersRegion()
region.clock.freeze('2026-01-01T09:00:00Z')
stock.seed([{ sku: 'tea', available: 5 }])

const heading = (text: string): void =>
  console.log(`\n── ${text} ${'─'.repeat(74 - text.length)}\n`)

heading('Requests')
const show = async (method: string, path: string, body?: unknown): Promise<Response> => {
  const response = await api.fetch(path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.clone().text()
  console.log(`${method.padEnd(4)} ${path.padEnd(28)} ${response.status}  ${text.slice(0, 38)}`)
  await region.clock.advance('1m')
  return response
}
const order = { orderId: 'o1', customerId: 'c1', sku: 'tea', quantity: 2 }
const placed = await show('POST', '/orders', order)
await show('POST', '/orders', order)
await show('POST', '/orders', { ...order, orderId: 'o2', quantity: 9 })
await show('POST', '/orders', { ...order, orderId: 'o3', quantity: 3 })
await show('GET', '/customers/c1/orders/o1')
await show('GET', '/orders?status=OPEN')

heading('Trace of the first request')
console.log(String(region.trace(placed)))

heading('Invocations of place-order')
for (const run of place.invocations) {
  const wrote = run.logs.map(({ message }) => message).join(' ')
  console.log(
    `${run.requestId.slice(0, 8)}  ${run.status.padEnd(9)} ${run.coldStart ? 'cold' : 'warm'}  ` +
      `${String(run.billedDuration).padStart(3)} ms  ${wrote || '-'}`,
  )
}

heading('Writes')
for (const table of [orders, stock]) {
  for (const write of table.writes) {
    const at = new Date(write.at).toISOString().slice(11, 19)
    console.log(
      `${at}  ${table.name.padEnd(7)} ${write.type.padEnd(7)} ${JSON.stringify(write.key)}`,
    )
  }
}
console.log(`\nstock: ${JSON.stringify(stock.items)}`)

// npm run demo -- --inspect: opens the region in a browser, until Ctrl+C.
if (process.argv.includes('--inspect')) {
  heading('Inspector')
  const { inspectorUrl } = await region.listen({ inspector: true })
  const isOpen = inspectorUrl !== undefined && (await openInBrowser(inspectorUrl))
  const hint = isOpen ? 'Your browser shows it.' : 'Open this address in a browser.'
  console.log(`${inspectorUrl}\n\n${hint} Ctrl+C ends it.`)
}
