// The wiring: what a template would deploy.
import type { Region } from 'miniregion'

export function deploy(region: Region) {
  const photos = region.createTable('photos', { partitionKey: 'id' })
  const uploads = region.createBucket('photo-uploads', {
    cors: [{ allowedMethods: ['PUT'], allowedOrigins: ['https://photos.example.com'] }],
    lifecycleRules: [{ prefix: 'incoming/', expiration: '1d' }],
  })
  const gallery = region.createBucket('photo-gallery', { publicReadAccess: true })
  const environment = { PHOTOS: photos.name, UPLOADS: uploads.name, GALLERY: gallery.name }

  const request = region.registerFunction(
    'request-upload',
    () => import('./service/request-upload.js'),
    { environment },
  )
  const thumbnail = region.registerFunction(
    'make-thumbnail',
    () => import('./service/make-thumbnail.js'),
    { environment, retryAttempts: 1 },
  )
  const api = region.createGateway({ 'POST /photos': request })
  uploads.on('ObjectCreated:*', thumbnail, { prefix: 'incoming/' })
  return { region, api, photos, uploads, gallery, request, thumbnail }
}
