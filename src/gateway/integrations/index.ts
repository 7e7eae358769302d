/**
 * The integrations of REST APIs beside the Lambda proxy: MOCK, AWS (functions and other services),
 * HTTP and HTTP_PROXY.
 * State: none. A request's record keeps what was sent and answered.
 */
export { integrate } from './integrate.ts'
