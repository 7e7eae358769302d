/** Inputs of batches and transactions. */
import { boolean, list, map, string, structure, type StructureShape } from '../../../model/shape.ts'
import * as parts from './parts.ts'

export const batchGetItem: StructureShape = structure(
  'BatchGetItemInput',
  {
    ReturnConsumedCapacity: parts.returnConsumedCapacity,
    'RequestItems!': map(
      structure('KeysAndAttributes', {
        // AWS (recorded by a peer): too many keys are reported under the wire name.
        'Keys!': list(parts.attributes, {
          min: 1,
          max: 100,
          tooLongAt: (path) => path.replace('r', 'R').replace(/keys$/, 'Keys'),
        }),
        AttributesToGet: parts.attributeNames,
        ConsistentRead: boolean,
        ProjectionExpression: string(),
        ExpressionAttributeNames: parts.expressionNames,
      }),
      { min: 1, max: 100, keys: parts.tableKeys },
    ),
  },
  // AWS (recorded by a peer): an empty request has this message in me-central-1 only.
  { name: 'RequestItems', emptyText: 'The requestItems parameter is required for BatchGetItem' },
  // Unverified: like BatchWriteItem.
  { name: 'ReturnConsumedCapacity', alone: true },
)

export const batchWriteItem: StructureShape = structure(
  'BatchWriteItemInput',
  {
    ReturnConsumedCapacity: parts.returnConsumedCapacity,
    ReturnItemCollectionMetrics: parts.returnItemCollectionMetrics,
    'RequestItems!': map(
      list(
        structure('WriteRequest', {
          DeleteRequest: structure('DeleteRequest', { 'Key!': parts.attributes }),
          PutRequest: structure('PutRequest', { 'Item!': parts.attributes }),
        }),
        { min: 1, max: 25 },
      ),
      { min: 1, max: 25, keys: parts.tableKeys },
    ),
  },
  // AWS (recorded by a peer): BatchWriteItem keeps this message in nearly all regions.
  {
    name: 'RequestItems',
    emptyText: 'The requestItems parameter is required for BatchWriteItem',
  },
  // AWS, as observed by peers in autumn 2026: a wrong enum is reported alone, before a malformed
  // table name.
  { name: 'ReturnConsumedCapacity', alone: true },
  { name: 'ReturnItemCollectionMetrics', alone: true },
)

const expressions = {
  ConditionExpression: string(),
  ExpressionAttributeNames: parts.expressionNames,
  ExpressionAttributeValues: parts.attributes,
  ReturnValuesOnConditionCheckFailure: parts.returnValuesOnFailure,
}

export const transactWriteItems: StructureShape = structure('TransactWriteItemsInput', {
  'TransactItems!': list(
    structure('TransactWriteItem', {
      ConditionCheck: structure('ConditionCheck', {
        'Key!': parts.attributes,
        'TableName!': parts.tableNameOrArn,
        ...expressions,
        'ConditionExpression!': string(),
      }),
      Put: structure('Put', {
        'Item!': parts.attributes,
        'TableName!': parts.tableNameOrArn,
        ...expressions,
      }),
      Delete: structure('Delete', {
        'Key!': parts.attributes,
        'TableName!': parts.tableNameOrArn,
        ...expressions,
      }),
      Update: structure('Update', {
        'Key!': parts.attributes,
        'UpdateExpression!': string(),
        'TableName!': parts.tableNameOrArn,
        ...expressions,
      }),
    }),
    { min: 1, max: 100 },
  ),
  ClientRequestToken: parts.clientRequestToken,
  ReturnConsumedCapacity: parts.returnConsumedCapacity,
  ReturnItemCollectionMetrics: parts.returnItemCollectionMetrics,
})

export const transactGetItems: StructureShape = structure('TransactGetItemsInput', {
  'TransactItems!': list(
    structure('TransactGetItem', {
      'Get!': structure('Get', {
        'Key!': parts.attributes,
        'TableName!': parts.tableNameOrArn,
        ProjectionExpression: string(),
        ExpressionAttributeNames: parts.expressionNames,
      }),
    }),
    { min: 1, max: 100 },
  ),
  ReturnConsumedCapacity: parts.returnConsumedCapacity,
})
