/**
 * The AWS Parameters and Secrets Lambda Extension: an HTTP server on localhost that reads parameters
 * and secrets, and keeps them for a while.
 *
 * AWS: https://docs.aws.amazon.com/systems-manager/latest/userguide/ps-integration-lambda-extensions.html
 * and https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_lambda.html
 */
import { isServiceError } from '../../core/errors.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { LocalRequest, LocalServer } from '../../core/world-scope.ts'
import type { World } from '../../core/world/world.ts'
import { toJson } from './go-json.ts'

/** What the extension needs to know of its execution environment. */
export interface ExtensionHost {
  readonly variables: NodeJS.ProcessEnv
  /** Whether the function's modules load: the extension starts beside them and is not ready. */
  readonly isLoading: boolean
  readonly current: JournalRecord | undefined
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

interface Lookup {
  readonly service: string
  readonly operation: string
  readonly input: object
  /** Undefined if nothing is kept. */
  readonly ttlMs: number | undefined
}

interface Kept {
  readonly body: string
  readonly until: number
}

const TOKEN_HEADER = 'x-aws-parameters-secrets-token'

const answer = (status: number, body: string, type = 'text/plain; charset=utf-8'): Answer => ({
  status,
  headers: { 'content-type': type },
  body,
})

export class ParametersAndSecrets implements LocalServer {
  readonly #world: World
  readonly #host: ExtensionHost
  /** By the URL's path and query, the newest last. */
  readonly #kept = new Map<string, Kept>()

  constructor(world: World, host: ExtensionHost) {
    this.#world = world
    this.#host = host
  }

  claims(url: string): boolean {
    const port = this.#setting('PARAMETERS_SECRETS_EXTENSION_HTTP_PORT') ?? '2773'
    return new RegExp(`^http://(localhost|127\\.0\\.0\\.1):${port}(/|\\?|$)`).test(url)
  }

  async answer({ method, url, headers }: LocalRequest): Promise<Answer> {
    if (this.#host.isLoading) return answer(400, 'not ready to serve traffic, please wait')
    // Unverified: the status and the words.
    if (headers[TOKEN_HEADER] !== this.#host.variables['AWS_SESSION_TOKEN']) {
      return answer(401, `${TOKEN_HEADER} header is missing or wrong`)
    }
    const { pathname, search, searchParams } = new URL(url)
    const lookup = method === 'GET' ? this.#lookup(pathname, searchParams) : undefined
    // Unverified: as Go's HTTP server answers.
    if (!lookup) return answer(404, '404 page not found\n')
    const key = `${pathname}${search}`
    const kept = this.#kept.get(key)
    if (kept && kept.until > this.#world.clock.now()) return json(kept.body)
    try {
      const output = await this.#read(lookup)
      const body = toJson(lookup.operation, output)
      this.#keep(key, body, lookup.ttlMs)
      return json(body)
    } catch (error) {
      if (!isServiceError(error)) throw error
      // Seen: https://github.com/fedonev/lambda-params-secrets, README: "regardless of the error".
      // Unverified: the status.
      return answer(400, 'an unexpected error occurred while executing request')
    }
  }

  #lookup(path: string, query: URLSearchParams): Lookup | undefined {
    switch (path.replace(/\/$/, '')) {
      case '/systemsmanager/parameters/get': {
        const selector = query.get('version') ?? query.get('label')
        const name = query.get('name') ?? ''
        return {
          service: 'ssm',
          operation: 'GetParameter',
          input: {
            Name: selector === null ? name : `${name}:${selector}`,
            ...(query.has('withDecryption') && {
              WithDecryption: query.get('withDecryption') === 'true',
            }),
          },
          ttlMs: this.#ttlMs('SSM_PARAMETER_STORE_TTL'),
        }
      }
      case '/secretsmanager/get': {
        const [version, stage] = [query.get('versionId'), query.get('versionStage')]
        return {
          service: 'secretsmanager',
          operation: 'GetSecretValue',
          input: {
            SecretId: query.get('secretId') ?? '',
            ...(version !== null && { VersionId: version }),
            ...(stage !== null && { VersionStage: stage }),
          },
          ttlMs: this.#ttlMs('SECRETS_MANAGER_TTL'),
        }
      }
      default:
        return undefined
    }
  }

  async #read({ service, operation, input }: Lookup): Promise<object> {
    const { current: cause } = this.#host
    const output = await this.#world.call({
      service,
      operation,
      input,
      source: 'service',
      ...(cause && { cause }),
    })
    return output as object
  }

  #keep(key: string, body: string, ttlMs: number | undefined): void {
    this.#kept.delete(key)
    if (ttlMs === undefined) return
    const most = Number(this.#setting('PARAMETERS_SECRETS_EXTENSION_CACHE_SIZE') ?? 1_000)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size >= most && oldest !== undefined) this.#kept.delete(oldest)
    if (most > 0) this.#kept.set(key, { body, until: this.#world.clock.now() + ttlMs })
  }

  /** AWS: 300 seconds by default and at most; 0 keeps nothing. */
  #ttlMs(name: string): number | undefined {
    if (this.#setting('PARAMETERS_SECRETS_EXTENSION_CACHE_ENABLED') === 'false') return undefined
    const seconds = Math.min(300, Number(this.#setting(name) ?? 300))
    return seconds > 0 ? seconds * 1_000 : undefined
  }

  #setting(name: string): string | undefined {
    return this.#host.variables[name]
  }
}

const json = (body: string): Answer => answer(200, body, 'application/json')
