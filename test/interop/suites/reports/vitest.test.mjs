import * as miniregion from 'miniregion'
import { expect, it } from 'vitest'
import orders from './orders.cjs'

orders({ it, miniregion, hasItem: (table, ...item) => expect(table).toHaveItem(...item) })
