// A plain file server, as the site needs no other: `npm run preview`.
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { dist } from './pages.mjs'

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
}

/** Resolves to the server and its origin. */
export function serve(port = 0) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname).slice(1)
    const file = new URL(path === '' || path.endsWith('/') ? `${path}index.html` : path, dist)
    const isFile = file.href.startsWith(dist.href) && existsSync(file) && statSync(file).isFile()
    if (!isFile) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n')
      return
    }
    response.writeHead(200, { 'content-type': TYPES[extname(file.pathname)] ?? 'text/plain' })
    createReadStream(file).pipe(response)
  })
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => {
      resolve({ server, origin: `http://127.0.0.1:${server.address().port}` })
    })
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log((await serve(4173)).origin)
}
