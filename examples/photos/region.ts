// The wiring: what a template would deploy.
import type { Region } from 'miniregion'

/** The code of a CloudFront function: `/photos/1` is the object `/1.jpg`. */
const TO_OBJECT = `
  function handler(event) {
    var request = event.request
    request.uri = request.uri.replace(/^\\/photos\\/(.*)$/, '/$1.jpg')
    return request
  }`

export function deploy(region: Region) {
  const photos = region.createTable('photos', { partitionKey: 'id' })
  const uploads = region.createBucket('photo-uploads', {
    cors: [{ allowedMethods: ['PUT'], allowedOrigins: ['https://photos.example.com'] }],
    lifecycleRules: [{ prefix: 'incoming/', expiration: '1d' }],
  })
  // Nobody but the CDN reads it.
  const gallery = region.createBucket('photo-gallery')
  const cdn = region.createDistribution({
    name: 'photos',
    origin: gallery,
    ttl: '1d',
    viewerProtocolPolicy: 'redirect-to-https',
    responseHeadersPolicy: 'SimpleCORS',
    functions: { viewerRequest: TO_OBJECT },
  })
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
  return { region, api, photos, uploads, gallery, cdn, request, thumbnail }
}
