/** The input of searches in vector indexes. AWS: API_SearchVectors.html */
import {
  integer,
  list,
  string,
  structure,
  value,
  type StructureShape,
} from '../../../model/shape.ts'
import * as parts from './parts.ts'

export const searchVectors: StructureShape = structure('SearchVectorsInput', {
  'TableName!': parts.tableNameOrArn,
  'IndexName!': parts.indexName,
  ReturnConsumedCapacity: parts.returnConsumedCapacity,
  ExpressionAttributeNames: parts.expressionNames,
  ExpressionAttributeValues: parts.attributes,
  ProjectionExpression: string(),
  'SearchVector!': list(value),
  SearchConditionExpression: string(),
  'TopK!': integer(),
})
