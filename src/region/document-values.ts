/** Converts the values of lib-dynamodb's commands for stubs, with the same code as `Table`. */
import type { AttributeValue } from '../dynamodb/index.ts'
import { rooms } from '../dynamodb/rooms.ts'
import type { DocumentValues } from '../stubs/index.ts'

const purpose = { caller: 'region.stub' }

export const documentValues: DocumentValues = {
  toPlain: (value) => rooms.dynamodb().fromAttributeValue(value as AttributeValue),
  fromPlain: (value, place) => rooms.dynamodb().toAttributeValue(value, purpose, place),
}
