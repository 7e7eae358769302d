import type { S3Client } from '@aws-sdk/client-s3'
import { createPresignedPost, type PresignedPostOptions } from '@aws-sdk/s3-presigned-post'
import { describe, expect, it } from 'vitest'
import type { Region } from '../../region/index.ts'
import { errorOf, HOST, setUp } from './http.fixture.ts'

describe('forms', () => {
  const post = async (
    region: Region,
    client: S3Client,
    options: Partial<PresignedPostOptions> = {},
    change: (form: FormData) => void = () => {},
  ): Promise<Response> => {
    const { url, fields } = await createPresignedPost(client, {
      Bucket: 'uploads',
      Key: 'in/${filename}',
      ...options,
    })
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    change(form)
    form.append('file', new Blob(['hello']), 'C:\\photos\\a b.txt')
    return region.fetch(url, { method: 'POST', body: form })
  }

  it('upload a file', async () => {
    const { region, uploads, client } = setUp()
    const queue = region.createQueue('jobs')
    uploads.on('ObjectCreated:Post', queue)
    const posted = await post(region, client, {
      Fields: { 'Content-Type': 'text/plain', 'x-amz-meta-by': 'ann', acl: 'public-read' },
      Conditions: [['content-length-range', 1, 10]],
    }).catch((error: unknown) => error as Response)
    expect([posted.status, posted.headers.get('location')]).toEqual([400, null])
    const good = await post(region, client, {
      Fields: { 'Content-Type': 'text/plain', 'x-amz-meta-by': 'ann' },
      Conditions: [['content-length-range', 1, 10]],
    })
    expect([good.status, good.headers.get('location')]).toEqual([204, `${HOST}/in%2Fa%20b.txt`])
    expect(uploads.get('in/a b.txt')).toMatchObject({
      size: 5,
      contentType: 'text/plain',
      metadata: { by: 'ann' },
    })
    await region.idle()
    expect(queue.messages).toHaveLength(1)
    expect(uploads.writes).toMatchObject([{ event: 'ObjectCreated:Post' }])
  })

  it('answer as they ask', async () => {
    const { region, client } = setUp({ versioned: true })
    const created = await post(region, client, { Fields: { success_action_status: '201' } })
    expect(created.status).toBe(201)
    expect(await created.text()).toContain(
      '<Bucket>uploads</Bucket><Key>in/a b.txt</Key><ETag>&quot;5d41402abc4b2a76b9719d911017c592&quot;</ETag></PostResponse>',
    )
    const redirect = await post(region, client, {
      Fields: { success_action_redirect: 'https://shop.example/done?x=1' },
    })
    expect([redirect.status, redirect.headers.get('location')]).toEqual([
      303,
      'https://shop.example/done?x=1&bucket=uploads&key=in%2Fa+b.txt&etag=%225d41402abc4b2a76b9719d911017c592%22',
    ])
  })

  it('follow their policies', async () => {
    const { region, client } = setUp()
    const messageOf = async (response: Response): Promise<string | undefined> =>
      /<Message>([^<]*)</.exec(await response.text())?.[1]
    const small = await post(region, client, { Conditions: [['content-length-range', 6, 10]] })
    expect(await messageOf(small)).toBe(
      'Your proposed upload is smaller than the minimum allowed size',
    )
    const large = await post(region, client, { Conditions: [['content-length-range', 1, 4]] })
    expect(await messageOf(large)).toBe('Your proposed upload exceeds the maximum allowed size')
    const eq = await post(region, client, { Conditions: [['eq', '$x-amz-meta-by', 'bob']] })
    expect(await messageOf(eq)).toBe(
      'Invalid according to Policy: Policy Condition failed: [&quot;eq&quot;, &quot;$x-amz-meta-by&quot;, &quot;bob&quot;]',
    )
    const extra = await post(region, client, {}, (form) => form.append('x-amz-meta-by', 'ann'))
    expect(await messageOf(extra)).toBe(
      'Invalid according to Policy: Extra input fields: x-amz-meta-by',
    )
    const unsigned = await post(region, client, {}, (form) => form.set('Policy', 'e30='))
    expect(await errorOf(unsigned)).toEqual([403, 'SignatureDoesNotMatch'])
    const signed = createPresignedPost(client, { Bucket: 'uploads', Key: 'a', Expires: 60 })
    const { url, fields } = await signed
    await region.clock.advance('61s')
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    form.append('file', new Blob(['hello']))
    expect(await messageOf(await region.fetch(url, { method: 'POST', body: form }))).toBe(
      'Invalid according to Policy: Policy expired.',
    )
  })

  it('are refused without a key, a file or a policy', async () => {
    const { region } = setUp()
    const send = async (fields: readonly (readonly [string, string | Blob])[]) => {
      const form = new FormData()
      for (const [name, value] of fields) form.append(name, value)
      return errorOf(await region.fetch(HOST, { method: 'POST', body: form }))
    }
    expect(await send([['file', new Blob(['x'])]])).toEqual([400, 'InvalidArgument'])
    expect(await send([['key', 'a']])).toEqual([400, 'IncorrectNumberOfFilesInPostRequest'])
    const anonymous = [
      ['key', 'a'],
      ['file', new Blob(['x'])],
    ] as const
    expect(await send(anonymous)).toEqual([403, 'AccessDenied'])
    const broken = { 'content-type': 'multipart/form-data; boundary=x' }
    expect(
      await errorOf(await region.fetch(HOST, { method: 'POST', body: '--y', headers: broken })),
    ).toEqual([400, 'MalformedPOSTRequest'])
  })
})
