/**
 * The room of vector indexes: the operation that searches them, and the functions that other
 * folders need for tables that have some. It loads with the first such table.
 */
export { searchVectors } from './search-vectors.ts'
export { onDemandOnly } from '../../vectors/errors.ts'
export { buildVectors, checkVectors, vectorChanges } from '../../vectors/entries.ts'
export {
  checkVectorIndexes,
  checkVectorUpdates,
  describeVectorIndex,
  describeVectorSettings,
  findMatching,
  updateVectorIndexes,
} from '../../vectors/definitions.ts'
