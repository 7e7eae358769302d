import 'miniregion/auto'
import 'miniregion/vitest'
import { defineRegion } from 'miniregion'
import { describe, expect, it } from 'vitest'
import { deploy } from './region.js'

const app = defineRegion((region) => {
  region.clock.freeze('2026-01-01T09:00:00Z')
  return deploy(region)
})

const PHOTO = Uint8Array.of(1, 2, 3, 4)

describe('a photo', () => {
  it.concurrent(
    'goes from the browser to the gallery',
    app(async ({ api, photos, gallery, cdn, region }) => {
      const requested = await api.post('/photos', { title: 'Sunset' })
      expect(requested).toHaveStatus(201)
      const { id, url } = (await requested.json()) as { id: string; url: string }

      // The browser asks first, and then uploads to S3 itself.
      const origin = 'https://photos.example.com'
      const preflight = { origin, 'access-control-request-method': 'PUT' }
      const asked = await fetch(url, { method: 'OPTIONS', headers: preflight })
      expect(asked.headers.get('access-control-allow-origin')).toBe(origin)
      const headers = { 'content-type': 'image/jpeg' }
      expect(await fetch(url, { method: 'PUT', body: PHOTO, headers })).toHaveStatus(200)
      expect(photos).toHaveItem({ id }, { status: 'WAITING' })

      await region.idle()
      expect(photos).toHaveItem({ id }, { status: 'READY', size: 4 })
      const metadata = { title: 'Sunset' }
      expect(gallery).toHaveObject(`${id}.jpg`, { bytes: Uint8Array.of(1, 3), metadata })
      const shown = await fetch(`${cdn.url}/photos/${id}`)
      expect(new Uint8Array(await shown.arrayBuffer())).toEqual(Uint8Array.of(1, 3))
    }),
  )

  it.concurrent(
    'reaches each point of presence once a day',
    app(async ({ gallery, cdn, region }) => {
      gallery.seed({ '1.jpg': PHOTO })
      const first = await cdn.fetch('/photos/1', { from: 'FRA' })
      expect(first).toBeCacheMiss()
      expect(await cdn.fetch('/photos/1', { from: 'FRA' })).toBeCacheHit()
      expect(await cdn.fetch('/photos/1', { from: 'NRT' })).toBeCacheMiss()
      expect(cdn).toHaveOriginRequests(2)

      // The point of presence, the function, and the object in the bucket.
      const trace = String(region.trace(first))
      expect(trace).toMatch(/GET \/photos\/1 \(FRA56-P1, Miss\)/)
      expect(trace).toMatch(/viewerRequest \(viewer-request\)/)
      expect(trace).toMatch(/GetObject photo-gallery/)

      gallery.delete('1.jpg')
      await region.clock.advance('25h')
      expect(await cdn.fetch('/photos/1', { from: 'FRA' })).toHaveStatus(403)
    }),
  )

  it.concurrent(
    'is too late after fifteen minutes',
    app(async ({ api, uploads, region }) => {
      const { url } = (await (await api.post('/photos', { title: 'Late' })).json()) as {
        url: string
      }
      await region.clock.advance('16m')
      const late = await fetch(url, { method: 'PUT', body: PHOTO })
      expect(late).toHaveStatus(403)
      expect(await late.text()).toContain('Request has expired')
      expect(uploads).toHaveObjectCount(0)
    }),
  )

  it.concurrent(
    'that is none is tried again, and removed the next day',
    app(async ({ uploads, gallery, thumbnail, region }) => {
      uploads.put('incoming/text', 'no photo', { contentType: 'text/plain' })
      await region.idle()
      expect(thumbnail).toHaveBeenInvokedTimes(2)
      expect(thumbnail).toHaveFailedWith('Error', 'incoming/text is text/plain')
      expect(gallery).toHaveObjectCount(0)

      await region.clock.advance('2d')
      expect(uploads).toHaveObjectCount(0)
      expect(uploads.writes.at(-1)).toMatchObject({ event: 'LifecycleExpiration:Delete' })
    }),
  )
})
