/**
 * A table for all items of an application.
 * AWS: https://github.com/getlift/lift/blob/master/docs/database-dynamodb-single-table.md
 */
import { getAtt, ref } from '../draft.ts'
import { idOf, resourceOf, type Construct, type ConstructKind } from './construct.ts'

const tableOf = (construct: Construct): string => resourceOf(construct, 'Table')

const hash = (AttributeName: string): object => ({ AttributeName, KeyType: 'HASH' })
const range = (AttributeName: string): object => ({ AttributeName, KeyType: 'RANGE' })
const Projection = { ProjectionType: 'ALL' }

const ACTIONS = [
  ...['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:Scan'],
  ...['dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem', 'dynamodb:UpdateItem'],
]

export const singleTable: ConstructKind = {
  add(construct, draft) {
    const { gsiCount, localSecondaryIndexes } = construct.settings
    const global = Array.from({ length: Number(gsiCount ?? 0) }, (_, index) => `GSI-${index + 1}`)
    const local = localSecondaryIndexes === true ? [1, 2, 3, 4, 5].map((n) => `LSI-${n}`) : []
    const keys = [
      ...['PK', 'SK', ...local.map((name) => `${name}-SK`)],
      ...global.flatMap((name) => [`${name}-PK`, `${name}-SK`]),
    ]
    draft.add(tableOf(construct), 'AWS::DynamoDB::Table', {
      KeySchema: [hash('PK'), range('SK')],
      AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'TimeToLive', Enabled: true },
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      LocalSecondaryIndexes:
        local.length > 0
          ? local.map((name) => ({
              ...{ IndexName: name, KeySchema: [hash('PK'), range(`${name}-SK`)], Projection },
            }))
          : undefined,
      GlobalSecondaryIndexes:
        global.length > 0
          ? global.map((name) => ({
              IndexName: name,
              KeySchema: [hash(`${name}-PK`), range(`${name}-SK`)],
              Projection,
            }))
          : undefined,
    })
    draft.output(idOf(construct, 'TableName'), ref(tableOf(construct)))
  },
  statements: (construct) => {
    const arn = getAtt(tableOf(construct), 'Arn')
    const indexes = { 'Fn::Join': ['/', [arn, 'index', '*']] }
    return [{ Effect: 'Allow', Action: ACTIONS, Resource: [arn, indexes] }]
  },
  variables: (construct) => ({
    tableName: ref(tableOf(construct)),
    tableArn: getAtt(tableOf(construct), 'Arn'),
    tableStreamArn: getAtt(tableOf(construct), 'StreamArn'),
  }),
  extensions: (construct) => ({ table: tableOf(construct) }),
}
