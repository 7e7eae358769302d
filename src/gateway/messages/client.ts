/** Where a request comes from, as a gateway sees it. */

/** The address of a client, for `api.from`. */
export interface ClientAddress {
  /** Default `'127.0.0.1'`. */
  readonly sourceIp?: string
  /** The VPC of a request to a private API. */
  readonly vpcId?: string
  /** The VPC endpoint of a request to a private API. */
  readonly vpcEndpointId?: string
}

export type Client = Required<ClientAddress>

/** A test's own requests. */
export const LOCAL_CLIENT: Client = {
  sourceIp: '127.0.0.1',
  vpcId: 'vpc-0a1b2c3d4e5f67890',
  vpcEndpointId: 'vpce-0a1b2c3d4e5f67890',
}
