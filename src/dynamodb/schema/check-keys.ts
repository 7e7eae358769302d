/** Checks key schemas and attribute definitions of CreateTable and UpdateTable, in AWS's order. */
import { invalidParameter, validation } from '../errors.ts'
import { javaSetOrder } from './java-set.ts'
import type { AttributeDefinitionInput, KeySchemaElement, KeySchemaInput } from './requests.ts'

/**
 * AWS: HowItWorks.CoreComponents (multi-attribute keys of global indexes): up to four of each kind.
 */
const MOST_PER_PART = 4

interface Named {
  readonly AttributeName: string
}

const namesOf = (parts: readonly Named[]): string[] =>
  parts.map(({ AttributeName }) => AttributeName)

// AWS (measured, 2026): DDB-TABLE-042 of ack-api-quirks; the same for equal and different types.
export function checkDefinitions(definitions: readonly AttributeDefinitionInput[]): void {
  const seen = new Set<string>()
  for (const { AttributeName } of definitions) {
    if (seen.has(AttributeName)) throw validation(`Attribute Name is duplicated: ${AttributeName}`)
    seen.add(AttributeName)
  }
}

/** Checks the key of a table. */
export function checkTableKey(
  keys: KeySchemaInput,
  definitions: readonly AttributeDefinitionInput[],
): void {
  if (keys.length > definitions.length) {
    throw validation('Invalid KeySchema: Some index key attribute have no definition')
  }
  checkDefined(keys, definitions)
  checkKeyPair(keys)
}

/** Checks that every key attribute has a definition. */
export function checkDefined(
  keys: readonly KeySchemaElement[],
  definitions: readonly AttributeDefinitionInput[],
): void {
  const defined = namesOf(definitions)
  if (namesOf(keys).every((name) => defined.includes(name))) return
  throw invalidParameter(
    `Some index key attributes are not defined in AttributeDefinitions. Keys: [${javaSetOrder(namesOf(keys)).join(', ')}], AttributeDefinitions: [${javaSetOrder(defined, defined.length).join(', ')}]`,
  )
}

/** Checks the key of a table or a local index: HASH, or HASH and RANGE. */
export function checkKeyPair(keys: KeySchemaInput): void {
  const [first, second] = keys
  if (second && first.AttributeName === second.AttributeName) {
    throw validation(
      'Both the Hash Key and the Range Key element in the KeySchema have the same name',
    )
  }
  checkFirst(keys)
  if (second && second.KeyType !== 'RANGE') {
    throw validation('Invalid KeySchema: The second KeySchemaElement is not a RANGE key type')
  }
}

function checkFirst([first]: KeySchemaInput): void {
  if (first.KeyType === 'HASH') return
  throw firstNotHash()
}

export const firstNotHash = (): Error =>
  validation('Invalid KeySchema: The first KeySchemaElement is not a HASH key type')

/**
 * Checks the key of a global index: up to four HASH and up to four RANGE attributes.
 * AWS (measured, 2026): DDB-TABLE-123.
 */
export function checkGlobalKey(keys: KeySchemaInput): void {
  const names = namesOf(keys)
  const [, second] = keys
  if (keys.length === 2 && second?.KeyType === 'RANGE') return checkKeyPair(keys)
  if (new Set(names).size < names.length) {
    throw validation('The KeySchema contains multiple key attributes with the same name')
  }
  checkFirst(keys)
  const firstRange = keys.findIndex(({ KeyType }) => KeyType === 'RANGE')
  if (firstRange >= 0 && keys.slice(firstRange).some(({ KeyType }) => KeyType === 'HASH')) {
    throw invalidParameter(
      'All HASH key attributes must precede RANGE key attributes in the KeySchema',
    )
  }
  for (const kind of ['HASH', 'RANGE'] as const) {
    if (keys.filter(({ KeyType }) => KeyType === kind).length > MOST_PER_PART) {
      throw invalidParameter(
        `The KeySchema exceeds the maximum allowed number of ${kind} key attributes`,
      )
    }
  }
}

/**
 * Checks that AttributeDefinitions define the key attributes and nothing else.
 * AWS (measured, 2026): DDB-TABLE-127, before all other rules of indexes.
 */
export function checkAllUsed(
  tableKey: readonly KeySchemaElement[],
  indexKeys: readonly (readonly Named[])[],
  definitions: readonly AttributeDefinitionInput[],
): void {
  const used = new Set(namesOf([tableKey, ...indexKeys].flat()))
  if (used.size === definitions.length) return
  if (indexKeys.length === 0) {
    throw invalidParameter(
      'Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    )
  }
  const defined = namesOf(definitions)
  throw invalidParameter(
    `Some AttributeDefinitions are not used. AttributeDefinitions: [${javaSetOrder(defined, defined.length).join(', ')}], keys used: [${javaSetOrder([...used]).join(', ')}]`,
  )
}
