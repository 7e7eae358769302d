/** Parts of services beside functions and gateways. Add yours here. */
import type { Part } from './part.ts'

export const parts: readonly Part[] = []
