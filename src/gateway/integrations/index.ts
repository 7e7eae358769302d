/**
 * The integrations of REST and WebSocket APIs beside the Lambda proxy: MOCK, AWS (functions and other services),
 * HTTP and HTTP_PROXY.
 * State: none. A request's record keeps what was sent and answered.
 */
export { convertResponse, toText } from './convert-payload.ts'
export { configurationError, IntegrationFailure } from './failure.ts'
export { askBackend, askProxied, integrate } from './integrate.ts'
export { mapHeaders, selectResponse } from './map-response.ts'
export { render } from './render.ts'
export { contextMember, type MappedExchange, type RequestData } from './request-data.ts'
