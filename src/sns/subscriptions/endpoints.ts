/** Endpoints of subscriptions, which each protocol writes in its own form. */
import { parseArn } from '../../core/arn.ts'
import { UnsupportedError } from '../../core/errors.ts'
import { invalidParameter, invalidSmsEndpoint } from '../errors.ts'
import { isPhoneNumber } from '../phone-numbers.ts'
import { isFifoName } from '../../core/resources/fifo-name.ts'
import type { Topic } from '../topics/topic.ts'
import { PROTOCOLS, type Protocol } from './subscription.ts'

/** Checks protocol and endpoint in AWS's order. */
export function checkEndpoint(topic: Topic, given: string, endpoint: string): Protocol {
  const protocol = PROTOCOLS.find((each) => each === given)
  if (!protocol) {
    throw invalidParameter(`Amazon SNS does not support this protocol string: ${given}`)
  }
  if (protocol === 'application' || protocol === 'firehose') {
    throw unsupported(protocol)
  }
  checkForm(protocol, endpoint)
  if (isFifoName(endpoint) && !topic.isFifo) {
    // Recorded: sns-s-4: the beginning twice.
    throw invalidParameter(
      'Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics',
    )
  }
  // Seen: public reports of subscriptions of functions. AWS: fifo-message-delivery.html.
  if (topic.isFifo && protocol !== 'sqs') {
    throw invalidParameter(`Invalid protocol type: ${protocol}`)
  }
  return protocol
}

const unsupported = (protocol: Protocol): UnsupportedError =>
  new UnsupportedError({
    service: 'SNS',
    operation: 'Subscribe',
    parameter: `Protocol ${protocol}`,
  })

function checkForm(protocol: Protocol, endpoint: string): void {
  switch (protocol) {
    case 'http':
    case 'https':
      // Unverified: the wording, which public reports quote.
      if (endpoint.startsWith(`${protocol}://`)) return
      throw invalidParameter('Endpoint must match the specified protocol')
    case 'sms':
      if (isPhoneNumber(endpoint)) return
      throw invalidSmsEndpoint(endpoint)
    case 'sqs':
      // Recorded: sns-s-2.
      if (parseArn(endpoint)?.service === 'sqs') return
      throw invalidParameter('SQS endpoint ARN')
    case 'lambda':
      // Unverified: the wording.
      if (parseArn(endpoint)?.service === 'lambda') return
      throw invalidParameter('Lambda endpoint ARN')
    default:
      // Unverified: the wording.
      if (/^[^\s@]+@[^\s@]+$/.test(endpoint)) return
      throw invalidParameter('Email address')
  }
}
