/** A gateway with one integration, and the backend behind it. For tests. */
import { withBackend, type HttpBackend } from '../../core/world/backends.ts'
import type { HttpIntegration, HttpProxyIntegration } from '../api/integrations/integrations.ts'
import type { RestGatewayOptions } from '../api/options.ts'
import { createGateway } from '../create-gateway.ts'
import type { Gateway } from '../gateway.ts'
import { createTestWorld, type TestWorld } from '../world.fixture.ts'

export interface Seen {
  readonly method: string
  readonly url: string
  readonly headers: Record<string, string>
  readonly body: string
}

export interface Open {
  readonly world: TestWorld
  readonly api: Gateway
  readonly seen: Seen[]
}

/** The backend's URL is the default. */
export type Integration = Omit<HttpIntegration, 'uri'> | Omit<HttpProxyIntegration, 'uri'>

export function open(
  integration: Integration & { uri?: HttpIntegration['uri'] },
  answer: HttpBackend = () => Response.json({ ok: true }),
  options: Partial<RestGatewayOptions> & { readonly key?: string; readonly timeout?: string } = {},
): Open {
  const world = createTestWorld()
  const seen: Seen[] = []
  const { key = 'ANY /r/{id}', timeout, ...rest } = options
  world.backends = withBackend(world.backends, 'https://backend.test', async (request) => {
    const copy = request.clone()
    seen.push({
      method: request.method,
      url: request.url,
      headers: Object.fromEntries(request.headers),
      body: await copy.text(),
    })
    return answer(request)
  })
  const api = createGateway(
    {
      [key]: {
        integration: { uri: 'https://backend.test/{id}', ...integration } as HttpIntegration,
        ...(timeout !== undefined && { timeout: timeout as '1s' }),
      },
    },
    { type: 'rest', id: 'api123', endpointType: 'REGIONAL', region: world.region, ...rest },
  )
  return { world, api, seen }
}

export const passThrough = [{ statusCode: 200 }]
