import door from '../../scenarios/door.cjs'
import runner from './runner-of-esm.mjs'

door({ ...runner, beforeAll, beforeEach, afterEach })
