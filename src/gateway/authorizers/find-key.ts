/** Looks up an issuer's public keys by key id. */
import { isObject } from '../../core/json.ts'
import { createPublicKey, type KeyObject } from 'node:crypto'
import { MisuseError } from '../../core/errors.ts'
import { findBackend } from '../../core/world/backends.ts'
import type { World } from '../../core/world/world.ts'
import { canDiscover, withoutKeys, type KeySource } from '../api/authorizers/token-definitions.ts'
import type { Jwk } from '../api/state.ts'
import { withinTime } from '../../core/time/within-time.ts'
import { DISCOVERY_TIMEOUT_MS } from '../limits.ts'
import { gateway } from '../service.ts'

/** The key with this id. Undefined for an unknown id. `maxAgeMs`: how long fetched keys are kept. */
export async function findKey(
  world: World,
  source: KeySource,
  kid: string,
  maxAgeMs: number,
): Promise<KeyObject | undefined> {
  const isAsked = (key: Jwk): boolean => key['kid'] === kid
  const entry = (await readKeys(world, source, isAsked, maxAgeMs)).find(isAsked)
  return entry && toKey(entry)
}

async function readKeys(
  world: World,
  { issuer, jwks }: KeySource,
  isAsked: (key: Jwk) => boolean,
  maxAgeMs: number,
): Promise<readonly Jwk[]> {
  if (jwks !== undefined) return (typeof jwks === 'function' ? await jwks() : jwks).keys
  const known = world.ports.tokenIssuers?.find(issuer)
  if (known) return known.keys
  const { keys } = world.state(gateway)
  const kept = keys.get(issuer)
  // AWS: rest-api-jwt-authorizer-keys.html: an unknown key makes the gateway fetch the set again.
  if (kept && world.clock.now() < kept.until && kept.keys.some(isAsked)) return kept.keys
  // An authorizer of a template or of the control plane, whose issuer nobody simulates.
  if (!canDiscover(world, issuer)) throw withoutKeys(issuer)
  const fetched = await fetchKeys(world, issuer)
  keys.set(issuer, { until: world.clock.now() + maxAgeMs, keys: fetched })
  return fetched
}

/** Asks the backend that answers for the issuer, as the gateway would over the network. */
async function fetchKeys(world: World, issuer: string): Promise<readonly Jwk[]> {
  const discovery = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const { jwks_uri: uri } = await fetchJson(world, discovery)
  if (typeof uri !== 'string') return []
  const { keys } = await fetchJson(world, uri)
  return Array.isArray(keys) ? keys.filter(isObject) : []
}

/** An empty object where no JSON object can be read in time. */
async function fetchJson(world: World, url: string): Promise<Readonly<Record<string, unknown>>> {
  const backend = findBackend(world.backends, url)
  if (!backend) return {}
  const ask = async (): Promise<unknown> => {
    const response = await backend(new Request(url, { headers: { accept: 'application/json' } }))
    return response.ok ? response.json() : undefined
  }
  try {
    const answer = await withinTime(world, DISCOVERY_TIMEOUT_MS, ask)
    return isObject(answer) ? answer : {}
  } catch {
    // The backend threw, as a server that cannot be reached, or its answer is not JSON.
    return {}
  }
}

/** By entry, not by key id: a user's function may return another set when keys rotate. */
const read = new WeakMap<Jwk, KeyObject>()

function toKey(entry: Jwk): KeyObject {
  let key = read.get(entry)
  if (!key) read.set(entry, (key = readKey(entry)))
  return key
}

function readKey(entry: Jwk): KeyObject {
  try {
    return createPublicKey({ key: entry, format: 'jwk' })
  } catch (error) {
    throw new MisuseError(
      `A JWT authorizer cannot read the key '${String(entry['kid'])}' of its issuer: ${(error as Error).message}.`,
      "public keys as node:crypto exports them: publicKey.export({ format: 'jwk' })",
    )
  }
}
