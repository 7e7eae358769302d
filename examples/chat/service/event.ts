import type { APIGatewayProxyWebsocketEventV2 } from 'aws-lambda'

/** What the authorizer said of the client, in the event of each of its routes. */
interface Authorized {
  readonly authorizer: { readonly principalId: string; readonly room: string }
}

export type ChatEvent = APIGatewayProxyWebsocketEventV2 & { readonly requestContext: Authorized }

export const endpointOf = ({ requestContext: { domainName, stage } }: ChatEvent): string =>
  `https://${domainName}/${stage}`
