/**
 * Real SDK clients, answered in the process: their configuration, the redirection of existing
 * clients, and raw AWS requests.
 * Simulates nothing itself: it finds a call's service, passes the call to the world's pipeline and
 * encodes the answer.
 * State: none. An adopted client is marked on its own config.
 */
export { adoptClient, type SdkClient } from './client/adopt.ts'
export type { InterceptedResponse } from './auto/intercept-http.ts'
export { isClaimed } from './claimed.ts'
export type { AwsRequest, AwsResponse } from './raw/raw.ts'
export { createSdkConfig, type SdkConfig } from './client/config.ts'
