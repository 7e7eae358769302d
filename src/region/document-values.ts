/** How stubs of lib-dynamodb's commands come by plain values: as `Table` does. */
import type { AttributeValue } from '../dynamodb/index.ts'
import { rooms } from '../dynamodb/rooms.ts'
import type { DocumentValues } from '../stubs/index.ts'

const purpose = { caller: 'region.stub' }

export const documentValues: DocumentValues = {
  toPlain: (value) => rooms.dynamodb().fromAttributeValue(value as AttributeValue),
  fromPlain: (value, place) => rooms.dynamodb().toAttributeValue(value, purpose, place),
}
