import * as sdk from '@aws-sdk/client-dynamodb'
import * as miniregion from 'miniregion'
import 'miniregion/vitest'
import { expect, it } from 'vitest'
import fixture from './fixture.cjs'

fixture({
  it,
  miniregion,
  sdk,
  expect,
  timeout: (name, test) => it(name, test, 300),
})
