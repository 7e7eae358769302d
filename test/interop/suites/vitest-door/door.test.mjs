import { afterEach, beforeAll, beforeEach } from 'vitest'
import door from '../../scenarios/door.cjs'
import { runner } from './runner.mjs'

door({ ...runner, beforeAll, beforeEach, afterEach })
