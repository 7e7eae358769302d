import { it } from 'node:test'
import * as sdk from '@aws-sdk/client-dynamodb'
import * as miniregion from 'miniregion'
import { toHaveJson } from 'miniregion/node-test'
import fixture from './fixture.cjs'

const expect = (response) => ({ toHaveJson: (partial) => toHaveJson(response, partial) })
fixture({ it, miniregion, sdk, expect, timeout: (name, test) => it(name, { timeout: 300 }, test) })
