/** Measures requests through gateways to an empty function, beside serverless-offline. */
import { createRegion, type Gateway } from 'miniregion'
import { interleave, show, timeAsync, type Measure } from './measure.js'
import { startOffline } from './offline.js'
import { ratioOf, type Report } from './report.js'

const ROUNDS = 15
const WARM_UP = 8
const COUNT = 400
/** A peer over a socket is slower by two orders of magnitude. */
const PEER_COUNT = 40

const FEW_ROUTES = 10
const MANY_ROUTES = 2000

/** µs per request, by who answers it. */
export type Requests = readonly (readonly [name: string, Measure])[]

/** `peer`: the URL of serverless-offline. Undefined without it. */
export async function measureGateways(peer: string | undefined): Promise<Requests> {
  const region = createRegion()
  const place = region.registerFunction('place', async () => ({ statusCode: 201, body: '{}' }))
  const routes = { 'POST /orders': place }
  const many = (count: number): Gateway =>
    region.createGateway({
      ...routes,
      ...Object.fromEntries(
        Array.from({ length: count - 1 }, (_, i) => [`GET /things${i}/{id}`, place]),
      ),
    })
  const gateways: Readonly<Record<string, Gateway>> = {
    http: region.createGateway(routes),
    regional: region.createGateway(routes, { type: 'rest', endpointType: 'REGIONAL' }),
    edge: region.createGateway(routes, { type: 'rest' }),
    few: many(FEW_ROUTES),
    many: many(MANY_ROUTES),
  }
  const ask = async (name: string, i: number): Promise<unknown> =>
    (await gateways[name]!.post('/orders', { i })).text()
  const askPeer = async (i: number): Promise<unknown> => {
    const body = JSON.stringify({ i })
    const headers = { 'content-type': 'application/json' }
    return (await fetch(`${peer}/orders`, { method: 'POST', body, headers })).text()
  }
  const everyone = [...Object.keys(gateways), ...(peer === undefined ? [] : ['peer'])]
  const measures = await interleave(
    everyone,
    ROUNDS,
    (name) =>
      name === 'peer' ? timeAsync(PEER_COUNT, askPeer) : timeAsync(COUNT, (i) => ask(name, i)),
    WARM_UP,
  )
  return [...measures]
}

/** `measure`: runs `measureGateways` in a process of its own. */
export async function reportGateways(
  { say, row, head }: Report,
  measure: (peer: string | undefined) => Promise<Requests>,
): Promise<void> {
  const peer = await startOffline()
  const isThere = typeof peer !== 'string'
  const measures = new Map(await measure(isThere ? peer.url : undefined))
  if (isThere) peer.stop()
  const at = (name: string): Measure => measures.get(name)!
  say('An empty function behind its route, from `fetch` to the text of the response.')
  say()
  head('request to function to response', 'measured', 'per second', 'to the HTTP API')
  const line = (title: string, name: string): void =>
    row(
      title,
      show(at(name)),
      Math.round(1e6 / at(name).median).toLocaleString('en'),
      ratioOf(at(name), at('http')),
    )
  line('HTTP API', 'http')
  line('regional REST API', 'regional')
  line('edge-optimized REST API', 'edge')
  line(`HTTP API with ${FEW_ROUTES} routes`, 'few')
  line(`HTTP API with ${MANY_ROUTES.toLocaleString('en')} routes`, 'many')
  if (isThere) line('serverless-offline 13 over loopback, HTTP API', 'peer')
  else row(`not measured: ${peer}`, '-', '-', '-')
}
