/**
 * Real SDK clients answered in process: their configuration, redirecting ones that exist, and raw AWS requests.
 * Simulates nothing itself: it finds the service of a call, hands it to the world's pipeline and encodes the answer.
 * State: none; which clients were adopted is remembered by the clients' own configs.
 */
export { adoptClient, type SdkClient } from './client/adopt.ts'
export { isClaimed } from './claimed.ts'
export type { AwsRequest, AwsResponse } from './raw/raw.ts'
export { createSdkConfig, type SdkConfig } from './client/config.ts'
