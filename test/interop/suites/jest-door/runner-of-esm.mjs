import { createRequire } from 'node:module'
import { jest } from '@jest/globals'
import * as miniregion from 'miniregion'
import runner from './runner.cjs'

/** Jest in ES modules. */
export default runner(jest, {
  miniregion,
  secondCopy() {
    let copy
    jest.isolateModules(() => {
      copy = createRequire(import.meta.url)('miniregion')
    })
    return copy
  },
  loader: () => import('../../scenarios/fixture/greeter.mjs'),
})
