// Packages around S3: lib-storage, the presigner with several HTTP clients, and multer-s3.
import 'miniregion/auto'
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import axios from 'axios'
import express from 'express'
import got from 'got'
import { createBucket } from 'miniregion'
import multer from 'multer'
import multerS3 from 'multer-s3'
import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import test from 'node:test'

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
}

for (const [name, client] of Object.entries(CLIENTS)) {
  test(`${name} follows signed URLs`, async () => {
    const target = { Bucket: 'uploads', Key: `signed/${name} é.txt` }
    await client.put(await getSignedUrl(s3, new PutObjectCommand(target)), 'hello')
    assert.equal(uploads.get(target.Key).text(), 'hello')
    assert.equal(await client.get(await getSignedUrl(s3, new GetObjectCommand(target))), 'hello')
  })
}

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
