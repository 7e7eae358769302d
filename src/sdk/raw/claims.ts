/** Which requests are answered in the process, and which go on to the network. */
import type { World } from '../../core/world.ts'
import { isAwsHost } from '../../protocol/aws-host.ts'
import { identifyService, isServiceOf } from '../../protocol/aws-services.ts'
import { signatureOf } from '../../protocol/signature.ts'
import { isForm, type WireRequest } from '../../protocol/wire.ts'
import { findByRequest } from '../client/find-stubbed.ts'
import { toWireRequest, type AwsRequest } from './raw.ts'

/** Every request to a host of AWS; under `unhandled: 'bypass'` only those to a service that is simulated or has a stub. */
export function isClaimed(world: World, request: Omit<AwsRequest, 'body'>): boolean {
  if (!isAwsHost(new URL(request.url).hostname)) return false
  if (world.options.unhandled !== 'bypass') return true
  const wire = toWireRequest(request)
  const service = identifyService(world.services, wire, signatureOf(wire)?.service)
  const isSimulated =
    typeof service !== 'string' &&
    world.services.some(({ namespace }) => namespace === service.namespace)
  return isSimulated || mayBeStubbed(world, wire)
}

/** The operation that a form is for is in its body, which is not there yet. */
function mayBeStubbed({ stubs, services }: World, request: WireRequest): boolean {
  if (!stubs) return false
  if (!isForm(request)) return findByRequest(services, stubs, request) !== undefined
  const signed = signatureOf(request)?.service
  return stubs.operations.some(({ namespace }) => isServiceOf(services, namespace, request, signed))
}
