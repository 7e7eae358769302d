/** Inputs of the operations on single items, queries and scans. */
import {
  boolean,
  integer,
  list,
  map,
  oneOf,
  string,
  structure,
  value,
  type StructureShape,
} from '../../../model/shape.ts'
import * as parts from './parts.ts'

const expressions = {
  ConditionExpression: string(),
  ExpressionAttributeValues: parts.attributes,
  ExpressionAttributeNames: parts.expressionNames,
  ReturnValuesOnConditionCheckFailure: parts.returnValuesOnFailure,
}

// AWS, as observed by peers on 9 October 2026 for UpdateItem: a wrong ConditionalOperator comes
// before a missing key.
export const putItem: StructureShape = structure('PutItemInput', {
  ReturnConsumedCapacity: parts.returnConsumedCapacity,
  'TableName!': parts.tableNameOrArn,
  ConditionalOperator: parts.conditionalOperator,
  'Item!': parts.attributes,
  Expected: parts.expected,
  ReturnValues: parts.returnValues,
  ReturnItemCollectionMetrics: parts.returnItemCollectionMetrics,
  ...expressions,
})

export const getItem: StructureShape = structure('GetItemInput', {
  ReturnConsumedCapacity: parts.returnConsumedCapacity,
  AttributesToGet: parts.attributeNames,
  'TableName!': parts.tableNameOrArn,
  'Key!': parts.attributes,
  ConsistentRead: boolean,
  ProjectionExpression: string(),
  ExpressionAttributeNames: parts.expressionNames,
})

export const updateItem: StructureShape = structure('UpdateItemInput', {
  ReturnConsumedCapacity: parts.returnConsumedCapacity,
  'TableName!': parts.tableNameOrArn,
  ReturnItemCollectionMetrics: parts.returnItemCollectionMetrics,
  ReturnValues: parts.returnValues,
  ConditionalOperator: parts.conditionalOperator,
  'Key!': parts.attributes,
  Expected: parts.expected,
  AttributeUpdates: map(
    structure('AttributeValueUpdate', { Action: oneOf('ADD', 'PUT', 'DELETE'), Value: value }),
  ),
  UpdateExpression: string(),
  ...expressions,
})

export const deleteItem: StructureShape = structure('DeleteItemInput', {
  ReturnConsumedCapacity: parts.returnConsumedCapacity,
  'TableName!': parts.tableNameOrArn,
  ReturnValues: parts.returnValues,
  ReturnItemCollectionMetrics: parts.returnItemCollectionMetrics,
  ConditionalOperator: parts.conditionalOperator,
  'Key!': parts.attributes,
  Expected: parts.expected,
  ...expressions,
})

const readExpressions = {
  ConsistentRead: boolean,
  FilterExpression: string(),
  ProjectionExpression: string(),
  ExpressionAttributeValues: parts.attributes,
  ExpressionAttributeNames: parts.expressionNames,
}

export const query: StructureShape = structure(
  'QueryInput',
  {
    Select: parts.select,
    IndexName: parts.indexName,
    ReturnConsumedCapacity: parts.returnConsumedCapacity,
    QueryFilter: parts.conditions,
    'TableName!': parts.tableNameOrArn,
    ConditionalOperator: parts.conditionalOperator,
    AttributesToGet: parts.attributeNames,
    // AWS (recorded by a peer): Query prints the member's wire name without the value, unlike Scan.
    Limit: integer({ min: 1, label: 'Limit' }),
    KeyConditions: parts.conditions,
    ExclusiveStartKey: parts.attributes,
    ScanIndexForward: boolean,
    KeyConditionExpression: string(),
    ...readExpressions,
  },
  // AWS, as observed by peers in autumn 2026: a wrong enum is reported alone.
  { name: 'Select', alone: true },
  { name: 'ReturnConsumedCapacity', alone: true },
  { name: 'ConditionalOperator', alone: true },
)

export const scan: StructureShape = structure('ScanInput', {
  Select: parts.select,
  IndexName: parts.indexName,
  TotalSegments: integer({ min: 1, max: 1_000_000 }),
  ReturnConsumedCapacity: parts.returnConsumedCapacity,
  'TableName!': parts.tableNameOrArn,
  ConditionalOperator: parts.conditionalOperator,
  ScanFilter: parts.conditions,
  Segment: integer({ min: 0, max: 999_999 }),
  Limit: integer({ min: 1 }),
  AttributesToGet: parts.attributeNames,
  ExclusiveStartKey: parts.attributes,
  ...readExpressions,
})

const statement = string({ min: 1, max: 8192 })
const parameters = list(value, { min: 1 })

export const executeStatement: StructureShape = structure('ExecuteStatementInput', {
  'Statement!': statement,
  Parameters: parameters,
  ConsistentRead: boolean,
  NextToken: string({ min: 1, max: 32768 }),
  ReturnConsumedCapacity: parts.returnConsumedCapacity,
  Limit: parts.positiveInteger,
  ReturnValuesOnConditionCheckFailure: parts.returnValuesOnFailure,
})

export const batchExecuteStatement: StructureShape = structure('BatchExecuteStatementInput', {
  'Statements!': list(
    structure('BatchStatementRequest', {
      'Statement!': statement,
      Parameters: parameters,
      ConsistentRead: boolean,
      ReturnValuesOnConditionCheckFailure: parts.returnValuesOnFailure,
    }),
    { min: 1, max: 25 },
  ),
  ReturnConsumedCapacity: parts.returnConsumedCapacity,
})

export const executeTransaction: StructureShape = structure('ExecuteTransactionInput', {
  'TransactStatements!': list(
    structure('ParameterizedStatement', {
      'Statement!': statement,
      Parameters: parameters,
      ReturnValuesOnConditionCheckFailure: parts.returnValuesOnFailure,
    }),
    { min: 1, max: 100 },
  ),
  ClientRequestToken: string({ min: 1, max: 36 }),
  ReturnConsumedCapacity: parts.returnConsumedCapacity,
})
