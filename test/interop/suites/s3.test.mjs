// Packages around S3: lib-storage, the presigner with several HTTP clients, multer-s3, unstorage (a store of keys and
// values, which signs requests of its own), and tus, whose server keeps uploads as parts.
import 'miniregion/auto'
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { S3Store } from '@tus/s3-store'
import { Server } from '@tus/server'
import axios from 'axios'
import express from 'express'
import got from 'got'
import { createBucket, defaultRegion } from 'miniregion'
import multer from 'multer'
import multerS3 from 'multer-s3'
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { Readable } from 'node:stream'
import test from 'node:test'
import * as undici from 'undici'
import { createStorage } from 'unstorage'
import s3Driver from 'unstorage/drivers/s3'

const uploads = createBucket('uploads')
const s3 = new S3Client({})

test('lib-storage sends a stream in parts', async () => {
  const piece = Buffer.alloc(1024 * 1024, 'a')
  const Body = Readable.from(Array.from({ length: 7 }, () => piece))
  const target = { Bucket: 'uploads', Key: 'large' }
  await new Upload({ client: s3, params: { ...target, Body } }).done()
  assert.equal(uploads.get('large').size, 7 * piece.length)
  const { Body: stored } = await s3.send(new GetObjectCommand(target))
  assert.equal((await stored.transformToByteArray()).length, 7 * piece.length)
})

const CLIENTS = {
  fetch: {
    put: (url, body) => fetch(url, { method: 'PUT', body }),
    get: async (url) => (await fetch(url)).text(),
  },
  axios: {
    put: (url, body) => axios.put(url, body),
    get: async (url) => (await axios.get(url, { responseType: 'text' })).data,
  },
  got: {
    put: (url, body) => got.put(url, { body }),
    get: (url) => got(url).text(),
  },
  undici: {
    put: async (url, body) => (await undici.request(url, { method: 'PUT', body })).body.dump(),
    get: async (url) => (await undici.request(url)).body.text(),
  },
  "undici's fetch": {
    put: (url, body) => undici.fetch(url, { method: 'PUT', body }),
    get: async (url) => (await undici.fetch(url)).text(),
  },
}

for (const [name, client] of Object.entries(CLIENTS)) {
  test(`${name} follows signed URLs`, async () => {
    const target = { Bucket: 'uploads', Key: `signed/${name} é.txt` }
    await client.put(await getSignedUrl(s3, new PutObjectCommand(target)), 'hello')
    assert.equal(uploads.get(target.Key).text(), 'hello')
    assert.equal(await client.get(await getSignedUrl(s3, new GetObjectCommand(target))), 'hello')
  })
}

test('undici sends many requests at once, and is refused by name', async () => {
  const keys = Array.from({ length: 20 }, (_, n) => `many/${n}`)
  const body = Buffer.alloc(100_000, 'x')
  await Promise.all(
    keys.map(async (Key) => {
      const url = await getSignedUrl(s3, new PutObjectCommand({ Bucket: 'uploads', Key }))
      await CLIENTS.undici.put(url, body)
    }),
  )
  assert.deepEqual(
    keys.map((key) => uploads.get(key)?.size),
    keys.map(() => body.length),
  )
  assert.deepEqual(defaultRegion.unsupported, [])
  await assert.rejects(undici.request('https://textract.us-east-1.amazonaws.com/'), {
    name: 'UnsupportedError',
  })
})

test('unstorage keeps keys and values', async () => {
  const keys = { accessKeyId: 'test', secretAccessKey: 'test' }
  const place = { endpoint: 'https://s3.us-east-1.amazonaws.com', region: 'us-east-1' }
  createBucket('values')
  const storage = createStorage({ driver: s3Driver({ ...keys, ...place, bucket: 'values' }) })
  await storage.setItem('carts:1', { total: 9 })
  assert.deepEqual(await storage.getItem('carts:1'), { total: 9 })
  assert.equal(await storage.hasItem('carts:2'), false)
  assert.deepEqual(await storage.getKeys('carts'), ['carts:1'])
  await storage.removeItem('carts:1')
  assert.equal(await storage.getItem('carts:1'), null)
})

test('multer-s3 stores the files of a form', async () => {
  const storage = multerS3({
    s3,
    bucket: 'uploads',
    contentType: multerS3.AUTO_CONTENT_TYPE,
    metadata: (_request, file, done) => done(null, { field: file.fieldname }),
    key: (_request, file, done) => done(null, `forms/${file.originalname}`),
  })
  const app = express()
  app.post('/photos', multer({ storage }).single('photo'), (request, response) => {
    response.json({ key: request.file.key, size: request.file.size })
  })
  const server = app.listen(0)
  try {
    const form = new FormData()
    form.append('photo', new Blob(['hello']), 'a.txt')
    const url = `http://127.0.0.1:${server.address().port}/photos`
    const answer = await (await fetch(url, { method: 'POST', body: form })).json()
    assert.deepEqual(answer, { key: 'forms/a.txt', size: 5 })
    const object = uploads.get('forms/a.txt')
    assert.deepEqual([object.text(), object.metadata], ['hello', { field: 'photo' }])
  } finally {
    server.close()
  }
})

test('a tus server goes on with an upload that was interrupted', async () => {
  const datastore = new S3Store({
    partSize: 5 * 1024 * 1024,
    s3ClientConfig: { bucket: 'uploads', region: 'us-east-1' },
  })
  const tus = new Server({ path: '/files', datastore })
  const server = createServer((request, response) => void tus.handle(request, response))
  await new Promise((resolve) => server.listen(0, resolve))
  const headers = { 'tus-resumable': '1.0.0' }
  const body = Buffer.alloc(6 * 1024 * 1024, 'tus ')
  const patch = (location, offset, piece) =>
    fetch(location, {
      method: 'PATCH',
      headers: {
        ...headers,
        'upload-offset': String(offset),
        'content-type': 'application/offset+octet-stream',
      },
      body: piece,
    })
  try {
    const created = await fetch(`http://127.0.0.1:${server.address().port}/files`, {
      method: 'POST',
      headers: {
        ...headers,
        'upload-length': String(body.length),
        'upload-metadata': `filename ${btoa('a.txt')}`,
      },
    })
    assert.equal(created.status, 201)
    const location = created.headers.get('location')
    // The first piece is shorter than a part: the store keeps it as an object beside the upload.
    const first = await patch(location, 0, body.subarray(0, 1_000_000))
    assert.deepEqual([first.status, first.headers.get('upload-offset')], [204, '1000000'])
    const state = await fetch(location, { method: 'HEAD', headers })
    assert.equal(state.headers.get('upload-offset'), '1000000')
    const last = await patch(location, 1_000_000, body.subarray(1_000_000))
    assert.equal(last.status, 204)
    const object = uploads.get(location.split('/').at(-1))
    assert.deepEqual(Buffer.from(object.bytes), body)
  } finally {
    server.close()
  }
})
