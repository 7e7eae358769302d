import 'aws-sdk-client-mock-vitest/extend'
import * as miniregion from 'miniregion'
import { expect, it } from 'vitest'
import clientMock from '../../scenarios/client-mock.cjs'

clientMock({ it, miniregion, expect })
