/** Checks the address of a client. */
import { isIP } from 'node:net'
import { checkNames, shownValue } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import { withoutUndefined } from '../../core/without-undefined.ts'
import { LOCAL_CLIENT, type Client, type ClientAddress } from '../messages/client.ts'

export function toClient(options: ClientAddress): Client {
  checkNames(options, 'from', ['sourceIp', 'vpcId', 'vpcEndpointId'])
  const { sourceIp, vpcId, vpcEndpointId } = options
  check('sourceIp', sourceIp, (ip) => isIP(ip) !== 0, "an IP address: '203.0.113.7'")
  check('vpcId', vpcId, (id) => id.startsWith('vpc-'), "an id: 'vpc-1a2b3c4d'")
  check('vpcEndpointId', vpcEndpointId, (id) => id.startsWith('vpce-'), "an id: 'vpce-1a2b3c4d'")
  return { ...LOCAL_CLIENT, ...withoutUndefined(options) }
}

function check(
  name: string,
  value: unknown,
  isValid: (text: string) => boolean,
  expected: string,
): void {
  if (value === undefined || (typeof value === 'string' && isValid(value))) return
  throw new MisuseError(`from received ${name} ${shownValue(value)}.`, expected)
}
