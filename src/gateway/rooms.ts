/** What loads when it is first used (dynamodb/rooms.ts). */
import * as http from 'node:http'
import * as zlib from 'node:zlib'
import * as authorizers from './authorizers/index.ts'
import * as cors from './serve/cors.ts'
import * as corsOptions from './build/check-cors.ts'
import * as deploy from './build/deploy.ts'
import * as diagnostics from './serve/diagnostics.ts'
import * as functionUrl from './function-url.ts'
import * as gateway from './index.ts'
import * as tokenIssuers from './issuers/index.ts'
import * as integrationOptions from './build/integrations/index.ts'
import * as integrations from './integrations/index.ts'
import * as payloadVersion1 from './events/http-event-v1.ts'
import * as regex from '../core/regex/regex.ts'
import * as restApi from './serve/rest-api.ts'
import * as templates from './templates/index.ts'

export const rooms = {
  authorizers: (): typeof authorizers => authorizers,
  cors: (): typeof cors => cors,
  corsOptions: (): typeof corsOptions => corsOptions,
  deploy: (): typeof deploy => deploy,
  diagnostics: (): typeof diagnostics => diagnostics,
  functionUrl: (): typeof functionUrl => functionUrl,
  gateway: (): typeof gateway => gateway,
  http: (): typeof http => http,
  integrationOptions: (): typeof integrationOptions => integrationOptions,
  integrations: (): typeof integrations => integrations,
  payloadVersion1: (): typeof payloadVersion1 => payloadVersion1,
  regex: (): typeof regex => regex,
  restApi: (): typeof restApi => restApi,
  templates: (): typeof templates => templates,
  tokenIssuers: (): typeof tokenIssuers => tokenIssuers,
  zlib: (): typeof zlib => zlib,
}
