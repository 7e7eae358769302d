/** Documents as text. */
import { rooms } from '../../rooms.ts'
import type { JsonObject } from '../json.ts'

export const printDocument = (document: JsonObject, format: 'json' | 'yaml'): string =>
  format === 'json'
    ? JSON.stringify(document, null, 2)
    : rooms.yaml().stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 })
