import * as dynamodb from '@aws-sdk/client-dynamodb'
import * as lambda from '@aws-sdk/client-lambda'
import * as miniregion from 'miniregion'
import check from '../checks.cjs'
import twin from './twin.cjs'

check({ miniregion, twin, sdk: { ...lambda, ...dynamodb } }).then(() => console.log('holds'))
