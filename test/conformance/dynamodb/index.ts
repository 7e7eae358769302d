/** Every case of DynamoDB's data plane, by operation. */
import type { ConformanceCase } from './case.ts'
import { deleteItem, getItem } from './get-delete.ts'
import { conditions } from './conditions.ts'
import { putItem } from './put-item.ts'
import { types } from './types.ts'
import { updateItem } from './update-item.ts'

export type { ConformanceCase } from './case.ts'

export const groups: Readonly<Record<string, readonly ConformanceCase[]>> = {
  PutItem: putItem,
  GetItem: getItem,
  UpdateItem: updateItem,
  DeleteItem: deleteItem,
  'Conditions and filters': conditions,
  'Types and limits': types,
}
