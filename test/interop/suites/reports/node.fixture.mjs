import { it } from 'node:test'
import * as miniregion from 'miniregion'
import { toHaveItem } from 'miniregion/node-test'
import orders from './orders.cjs'

orders({ it, miniregion, hasItem: toHaveItem })
