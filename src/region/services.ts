/**
 * Every simulated service, one line each. The export's name is the service's id. Calls to any other
 * service throw UnsupportedError.
 */
export { cloudformation } from '../cloudformation/service.ts'
export { cloudfront } from '../cloudfront/service.ts'
export { cloudwatch } from '../cloudwatch/service.ts'
export { cognitoidp } from '../cognitoidp/service.ts'
export { dynamodb, dynamodbStreams as dynamodbstreams } from '../dynamodb/service.ts'
export { eventbridge } from '../eventbridge/service.ts'
export { gateway as apigateway, gatewayV2 as apigatewayv2 } from '../gateway/service.ts'
export { iam } from '../iam/service.ts'
export { kinesis } from '../kinesis/service.ts'
export { lambda } from '../lambda/service.ts'
export { logs } from '../logs/service.ts'
export { s3 } from '../s3/service.ts'
export { scheduler } from '../scheduler/service.ts'
export { ssm } from '../ssm/service.ts'
export { sns } from '../sns/service.ts'
export { sqs } from '../sqs/service.ts'
export { sts } from '../sts/service.ts'
export { secretsmanager } from '../secretsmanager/service.ts'
export { kms } from '../kms/service.ts'
export { managementApi as apigatewaymanagementapi } from '../apigatewaymanagementapi/service.ts'
