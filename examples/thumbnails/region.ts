// A function in TypeScript takes requests; a function in Python does the work.
import { childProcess, type Region } from 'miniregion'

const cwd = new URL('service/', import.meta.url)

export function deploy(region: Region) {
  const pictures = region.createTable('pictures', { partitionKey: 'key' })
  const jobs = region.createQueue('jobs')
  const accept = region.registerFunction('accept', () => import('./service/accept.js'), {
    environment: { JOBS: jobs.url },
  })
  const resize = region.registerFunction(
    'resize',
    childProcess('python3', ['bootstrap.py'], { cwd }),
    {
      runtime: 'python3.13',
      handler: 'resize.handler',
      environment: { PICTURES: pictures.name },
    },
  )
  jobs.on('message', resize)
  const api = region.createGateway({ 'POST /pictures': accept })
  return { api, pictures, jobs, accept, resize }
}
