/**
 * Systems Manager: Parameter Store.
 * Simulates parameters of all types and tiers, versions, labels, selectors, hierarchies and tags.
 * Does not simulate documents, parameter policies or public parameters.
 * State: `SsmState` (parameters with their versions); reads are call records in the journal.
 */
export { room } from './room.ts'
export type { SsmState } from './state.ts'
export { Parameter, parameterHandle, type ParameterVersion } from './handle.ts'
export { createParameter, createParameterIn, type ParameterOptions } from './create-parameter.ts'
