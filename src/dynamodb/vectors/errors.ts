/**
 * Errors of vector indexes. AWS's words as observed on AWS in August 2026, first by
 * https://github.com/ExtendDB/extenddb and by AWS's own page VectorSearchTroubleshooting.html.
 */
import type { ServiceError } from '../../core/errors.ts'
import { invalidParameter, validation } from '../errors.ts'
import { limitExceeded } from '../schema/errors.ts'

// --- Definitions

export const MOST_VECTOR_INDEXES = 5
export const MOST_DIMENSIONS = 4096
export const MOST_INLINE_FILTERS = 18

export const onDemandOnly = (): ServiceError =>
  invalidParameter('Vector indexes are only supported for PAY_PER_REQUEST tables')

export const tooManyVectorIndexes = (): ServiceError =>
  invalidParameter(`VectorIndex count exceeds the per-table limit of ${MOST_VECTOR_INDEXES}`)

/** UpdateTable answers the same rule otherwise than CreateTable. */
export const oneVectorIndexTooMany = (): ServiceError =>
  limitExceeded(
    `Subscriber limit exceeded: Number of vector secondary indexes exceeds per-table limit of ${MOST_VECTOR_INDEXES}`,
  )

export const wrongDimensions = (): ServiceError =>
  invalidParameter(`Number of dimensions must be between 1 and ${MOST_DIMENSIONS} inclusive.`)

export const tooManyElements = (role: string, count: number, most: number): ServiceError =>
  invalidParameter(
    `Value '${count}' at 'SearchSchema' failed to satisfy constraint: Member must have ${role} count less than or equal to ${most}`,
  )

export const undefinedElement = (): ServiceError =>
  invalidParameter('One element in SearchSchema is not defined in attribute definitions')

export const definedVector = (name: string): ServiceError =>
  invalidParameter(
    `Conflicting attribute definition for '${name}'. An attribute cannot be defined in AttributeDefinitions when used as a VectorAttribute.`,
  )

// AWS: API_CreateTable.html (indexes on one attribute have the same number of dimensions).
// Unverified: the wording.
export const conflictingDimensions = (name: string): ServiceError =>
  invalidParameter(
    `Conflicting attribute definition for '${name}'. All VectorIndexes on the same vector attribute must use the same dimensions.`,
  )

export const vectorIsKey = (
  { name, type }: { readonly name: string; readonly type: string },
  keyType: string,
  dimensions: number,
): ServiceError =>
  invalidParameter(
    `Attributes cannot be redefined. Please check that your attribute has the same type as previously defined. Existing schema: Schema:[SchemaElement: key{${name}:${type}:${keyType}}] New schema: VectorIndexSchema:[VectorAttribute: key{${name}:L:${dimensions}}]`,
  )

// --- Items

// AWS states the same twice where the whole attribute or a value is wrong, once where the type of
// an element is. A source of 11 August 2026 has it once everywhere; the newest observation counts.
const TWICE =
  'One or more parameter values are not valid. One or more parameter values were invalid .'
const ONCE = 'One or more parameter values were invalid.'

export const notAList = (index: string, name: string, actual: string): ServiceError =>
  validation(
    `${TWICE} Invalid type for parameter ${name}, Expected: L, Actual: ${actual}. IndexName: ${index}`,
  )

export const wrongSize = (
  index: string,
  name: string,
  expected: number,
  actual: number,
): ServiceError =>
  validation(
    `${TWICE} Invalid size for parameter ${name}, Expected: ${expected}, Actual: ${actual}. IndexName: ${index}`,
  )

export const notANumber = (index: string, element: string, actual: string): ServiceError =>
  validation(
    `${ONCE} Invalid type for parameter ${element}, Expected: 32-bit floating point number, Actual: ${actual}. IndexName: ${index}`,
  )

/** AWS prints the value as `1.3E+40`, whatever its form was. */
export const outOfRange = (index: string, element: string, value: number): ServiceError =>
  validation(
    `${TWICE} Invalid value for parameter ${element}, Value: ${value.toExponential().toUpperCase()} is outside valid range [-3.4028235E38, 3.4028235E38]. IndexName: ${index}`,
  )

export const elementTypeMismatch = (
  index: string,
  name: string,
  expected: string,
  actual: string,
): ServiceError =>
  validation(
    `${ONCE} Attribute '${name}' type mismatch. Expected: ${expected}, Actual: ${actual}. IndexName: ${index}`,
  )

// --- Searches

export const MOST_RESULTS = 100

// Recorded: vec-topk
export const wrongTopK = (given: number): ServiceError =>
  validation(
    `Provided TopK value '${given}' is out of valid range. The value must be between 1 and ${MOST_RESULTS} inclusive`,
  )

// Recorded: vec-wrap
export const invalidVector = (): ServiceError =>
  validation(
    'Search vector contains invalid values. All values in the search vector must be a 32-bit floating-point number attribute',
  )

// Recorded: vec-dim
export const dimensionMismatch = (given: number, expected: number): ServiceError =>
  validation(
    `Input search vector dimension ${given} does not match vector index dimension ${expected}`,
  )

// AWS: VectorSearchTroubleshooting.html
export const backfillingVectors = (name: string): ServiceError =>
  validation(`Cannot search backfilling vector index: ${name}`)

// AWS: VectorSearchTroubleshooting.html
export const noHashCondition = (): ServiceError =>
  validation('SearchConditionExpression must be provided when SearchSchema has a HASH key')

const invalidExpression = (problem: string): ServiceError =>
  validation(`Invalid SearchConditionExpression: ${problem}`)

// Recorded: vec-cmp2
export const invalidComparator = (): ServiceError =>
  invalidExpression('Invalid comparator used in SearchConditionExpression')

// AWS, as observed in August 2026 for BETWEEN and IN.
// Unverified: OR, NOT and functions get the same words.
export const invalidOperator = (): ServiceError =>
  invalidExpression('Invalid operator used in SearchConditionExpression')

// Unverified: the wordings of the following errors, and that none has the prefix.
export const nestedAttribute = (): ServiceError =>
  validation('SearchConditionExpression cannot have conditions on nested attributes')

export const repeatedAttribute = (): ServiceError =>
  validation('SearchConditionExpression must only contain one condition per attribute')

export const notInSchema = (): ServiceError =>
  validation(
    'SearchConditionExpression must not contain any attributes outside the vector index search schema',
  )

export const hashMissing = (): ServiceError =>
  validation('SearchConditionExpression must have all HASH attributes')

export const conditionTypeMismatch = (name: string): ServiceError =>
  validation(`Search condition value for attribute '${name}' does not match type in search schema`)

export const notAComparison = (): ServiceError =>
  invalidExpression('A condition must compare an attribute with a value')
