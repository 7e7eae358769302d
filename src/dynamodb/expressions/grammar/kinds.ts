/**
 * The parameters that contain expressions. Every error about one begins with `Invalid <parameter>:
 * `.
 */
export type ExpressionKind =
  | 'ConditionExpression'
  | 'FilterExpression'
  | 'KeyConditionExpression'
  | 'ProjectionExpression'
  | 'SearchConditionExpression'
  | 'UpdateExpression'
