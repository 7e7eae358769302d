import type { DurableExecution } from '../../durable/durable-execution.ts'

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_Execution.html */
export const toSummary = ({
  by,
  status,
  startedAt,
  endedAt,
}: DurableExecution): Record<string, unknown> => ({
  DurableExecutionArn: by.arn,
  DurableExecutionName: by.name,
  FunctionArn: by.functionArn,
  Status: status,
  StartTimestamp: new Date(startedAt),
  ...(endedAt !== undefined && { EndTimestamp: new Date(endedAt) }),
})
