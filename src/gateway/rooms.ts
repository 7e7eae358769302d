/** What loads when it is first used (dynamodb/rooms.ts). */
import * as http from 'node:http'
import * as vm from 'node:vm'
import * as zlib from 'node:zlib'
import * as authorizers from './authorizers/index.ts'
import * as cors from './serve/cors.ts'
import * as corsOptions from './build/check-cors.ts'
import * as deploy from './build/deploy.ts'
import * as diagnostics from './serve/diagnostics.ts'
import * as functionUrl from './function-url.ts'
import * as gateway from './index.ts'
import * as tokenIssuers from './issuers/index.ts'
import * as gatewayResponses from './responses/gateway-responses.ts'
import * as httpIntegrations from './http/index.ts'
import * as httpIntegration from './build/http-integration.ts'
import * as mockIntegration from './serve/mock.ts'
import * as payloadVersion1 from './events/http-event-v1.ts'
import * as restOptions from './build/rest-options.ts'
import * as rules from './build/check-rules.ts'
import * as restApi from './serve/rest-api.ts'
import * as validators from './serve/validate-request.ts'

export const rooms = {
  authorizers: (): typeof authorizers => authorizers,
  cors: (): typeof cors => cors,
  corsOptions: (): typeof corsOptions => corsOptions,
  deploy: (): typeof deploy => deploy,
  diagnostics: (): typeof diagnostics => diagnostics,
  functionUrl: (): typeof functionUrl => functionUrl,
  gateway: (): typeof gateway => gateway,
  gatewayResponses: (): typeof gatewayResponses => gatewayResponses,
  http: (): typeof http => http,
  httpIntegration: (): typeof httpIntegration => httpIntegration,
  httpIntegrations: (): typeof httpIntegrations => httpIntegrations,
  mockIntegration: (): typeof mockIntegration => mockIntegration,
  payloadVersion1: (): typeof payloadVersion1 => payloadVersion1,
  restApi: (): typeof restApi => restApi,
  tokenIssuers: (): typeof tokenIssuers => tokenIssuers,
  restOptions: (): typeof restOptions => restOptions,
  rules: (): typeof rules => rules,
  validators: (): typeof validators => validators,
  vm: (): typeof vm => vm,
  zlib: (): typeof zlib => zlib,
}
