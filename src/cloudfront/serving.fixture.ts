import { createRegion } from '../region/index.ts'
import type { DistributionOptions } from './index.ts'

const START = '2026-01-01T00:00:00Z'

/** A distribution whose origin answers as the test says, and counts its requests. */
export function setUp(options: Omit<DistributionOptions, 'origin' | 'region'> = {}) {
  const region = createRegion()
  region.clock.freeze(START)
  const seen: Request[] = []
  let answer: (request: Request) => Response | Promise<Response> = () => new Response('x')
  const cdn = region.createDistribution({
    origin: (request) => {
      seen.push(request)
      return answer(request)
    },
    ...options,
  })
  const results: string[] = []
  const get = async (path = '/a', init: RequestInit & { from?: string } = {}) => {
    const response = await cdn.fetch(path, init)
    results.push(response.headers.get('x-cache')!.replace(' from cloudfront', ''))
    return response
  }
  const as = (next: typeof answer) => void (answer = next)
  return { region, cdn, seen, as, get, results }
}

export const withHeaders =
  (headers: Record<string, string>, status = 200, body = 'x') =>
  () =>
    new Response(body, { status, headers })
