/** The parameters that hold expressions: every complaint about one begins `Invalid <parameter>: `. */
export type ExpressionKind =
  | 'ConditionExpression'
  | 'FilterExpression'
  | 'KeyConditionExpression'
  | 'ProjectionExpression'
  | 'UpdateExpression'
