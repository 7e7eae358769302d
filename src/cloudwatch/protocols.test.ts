/** The older protocol of CloudWatch, and the newer one, through raw requests. */
import { cbor } from '@smithy/core/cbor'
import { describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../region/index.ts'

const ENDPOINT = 'https://monitoring.us-east-1.amazonaws.com'
const headers = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/monitoring/aws4_request, SignedHeaders=host, Signature=0',
  'x-amz-date': '20260101T000000Z',
}

const frozen = (): Region => {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  return region
}

describe('the query protocol', () => {
  const post = (region: Region, parameters: Record<string, string>): Promise<Response> =>
    region.fetch(ENDPOINT, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ Version: '2010-08-01', ...parameters }),
    })

  it('puts data and lists metrics', async () => {
    const region = frozen()
    const put = await post(region, {
      Action: 'PutMetricData',
      Namespace: 'Shop',
      'MetricData.member.1.MetricName': 'orders',
      'MetricData.member.1.Value': '2.5',
      'MetricData.member.1.Dimensions.member.1.Name': 'shop',
      'MetricData.member.1.Dimensions.member.1.Value': 'a',
    })
    expect(put.status).toBe(200)
    expect(region.metrics('Shop').sum('orders', { shop: 'a' })).toBe(2.5)
    const listed = await post(region, { Action: 'ListMetrics', Namespace: 'Shop' })
    const text = await listed.text()
    expect(text).toContain(
      '<ListMetricsResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/">',
    )
    expect(text).toContain('<MetricName>orders</MetricName>')
  })

  it('answers errors with their older codes', async () => {
    const missing = await post(frozen(), {
      Action: 'SetAlarmState',
      AlarmName: 'x',
      StateValue: 'OK',
      StateReason: 'r',
    })
    expect(missing.status).toBe(404)
    expect(await missing.text()).toContain('<Code>ResourceNotFound</Code>')
    const wrong = await post(frozen(), {
      Action: 'PutMetricData',
      Namespace: 'Shop',
      'MetricData.member.1.MetricName': 'm',
    })
    expect(await wrong.text()).toMatch(/<Type>Sender<\/Type>\s*<Code>MissingParameter<\/Code>/)
  })
})

describe('the CBOR protocol', () => {
  const post = async (region: Region, operation: string, input: object) => {
    const path = `/service/GraniteServiceVersion20100801/operation/${operation}`
    const response = await region.fetch(`${ENDPOINT}${path}`, {
      method: 'POST',
      headers: {
        ...headers,
        'content-type': 'application/cbor',
        'smithy-protocol': 'rpc-v2-cbor',
        accept: 'application/cbor',
      },
      body: Buffer.from(cbor.serialize(input)),
    })
    const bytes = new Uint8Array(await response.arrayBuffer())
    const body = bytes.length > 0 ? (cbor.deserialize(bytes) as Record<string, unknown>) : {}
    return { status: response.status, headers: response.headers, body }
  }

  it('puts data and reads them', async () => {
    const region = frozen()
    const put = await post(region, 'PutMetricData', {
      Namespace: 'Shop',
      MetricData: [{ MetricName: 'orders', Value: 2.5 }],
    })
    expect(put.status).toBe(200)
    expect(put.headers.get('smithy-protocol')).toBe('rpc-v2-cbor')
    const { body } = await post(region, 'ListMetrics', {})
    expect(body).toMatchObject({ Metrics: [{ Namespace: 'Shop', MetricName: 'orders' }] })
  })

  it('answers errors', async () => {
    const {
      status,
      headers: answered,
      body,
    } = await post(frozen(), 'SetAlarmState', {
      AlarmName: 'x',
      StateValue: 'OK',
      StateReason: 'r',
    })
    expect(status).toBe(404)
    expect(body['__type']).toMatch(/ResourceNotFound$/)
    expect(answered.get('x-amzn-query-error')).toBe('ResourceNotFound;Sender')
  })
})
