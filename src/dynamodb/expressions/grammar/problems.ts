/**
 * The messages that conditions, updates and PartiQL share. Errors of expressions put
 * `Invalid FilterExpression: ` before them, errors of statements put nothing.
 */

export const REDUNDANT_PARENTHESES = 'The expression has redundant parentheses;'

export const tooManyOperators = (count: number): string =>
  `The expression contains too many operators; operator count: ${count}`

export const unknownFunction = (name: string): string => `Invalid function name; function: ${name}`

export const misusedFunction = (name: string): string =>
  `The function is not allowed to be used this way in an expression; function: ${name}`

export const wrongOperandCount = (name: string, count: number): string =>
  `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${count}`

export const incorrectOperandType = (operator: string, type: string): string =>
  `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${type}`

export const pathRequired = (name: string): string =>
  `Operator or function requires a document path; operator or function: ${name}`

export const tooManyInOperands = (count: number): string =>
  `The IN operator is provided with too many operands; number of operands: ${count}`

export const indexOutOfRange = (index: string): string =>
  `List index is not within the allowable range; index: [${index}]`

/** The order of the valid types is AWS's. It differs between expressions and PartiQL. */
export const unknownAttributeType = (name: string, valid: readonly string[]): string =>
  `Invalid attribute type name found; type: ${name}, valid types: {${valid.join(',')}}`
