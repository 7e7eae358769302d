import * as sns from '@aws-sdk/client-sns'
import * as sqs from '@aws-sdk/client-sqs'
import { AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols'
import { describe, expect, it } from 'vitest'
import { ServiceError } from '../core/errors.ts'
import type { OperationSchema, SchemaConfig } from './operation-schema.ts'
import { toBytes, type WireResponse } from './wire.ts'
import { writeError } from './write-error.ts'

const setup = { region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } }
const configOf = (client: { readonly config: unknown }): SchemaConfig =>
  client.config as SchemaConfig
const text = ({ body }: WireResponse): string => toBytes(body).toString()

const json = configOf(new sqs.SQSClient(setup))
const send = sqs.SendMessage$ as unknown as OperationSchema
const query = configOf(new sns.SNSClient(setup))
const publish = sns.Publish$ as unknown as OperationSchema

describe('the code of the query protocol', () => {
  it('is a header of services that once used that protocol, with the side at fault', () => {
    const own = new ServiceError('RequestThrottled', 'x', { queryCode: 'RequestThrottled' })
    expect(writeError(json, send, own, 'r').headers).toMatchObject({
      'x-amzn-query-error': 'RequestThrottled;Sender',
    })
    const server = new ServiceError('InternalError', 'x', {
      status: 500,
      queryCode: 'AWS.InternalError',
    })
    const { headers, statusCode } = writeError(json, send, server, 'r')
    expect(headers['x-amzn-query-error']).toBe('AWS.InternalError;Receiver')
    expect(statusCode).toBe(500)
  })

  it("comes from the client's schemas if the error has none", () => {
    const { headers } = writeError(json, send, new ServiceError('QueueDoesNotExist', 'x'), 'r')
    expect(headers['x-amzn-query-error']).toBe('AWS.SimpleQueueService.NonExistentQueue;Sender')
    const plain = writeError(json, send, new ServiceError('AccessDeniedException', 'x'), 'r')
    expect(plain.headers).not.toHaveProperty('x-amzn-query-error')
  })

  it("is the error's code in the query protocol", () => {
    const error = new ServiceError('Novel', 'x', { queryCode: 'NovelCode', fault: 'server' })
    expect(text(writeError(query, publish, error, 'r'))).toContain(
      '<Type>Receiver</Type><Code>NovelCode</Code>',
    )
  })

  it('is a header in CBOR as well', () => {
    const cbor = configOf(new sqs.SQSClient({ ...setup, protocol: AwsSmithyRpcV2CborProtocol }))
    const error = new ServiceError('Novel', 'x', { queryCode: 'NovelCode' })
    expect(writeError(cbor, send, error, 'r').headers).toMatchObject({
      'x-amzn-query-error': 'NovelCode;Sender',
      'smithy-protocol': 'rpc-v2-cbor',
    })
  })
})
