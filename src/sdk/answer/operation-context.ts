/**
 * Lets the request handler know the operation of a request. A signer that signs nothing receives
 * the client's own config and the call's context as the properties of an auth scheme, and keeps
 * them on the request.
 *
 * NOTE: the scheme provider has to be ours. With the SDK's own, operations that need no credentials
 * (Cognito InitiateAuth) never reach a signer.
 */
export interface OperationContext {
  readonly config: ClientConfig
  readonly context: object
}

/** The members of a resolved client config that this package reads. */
export interface ClientConfig {
  readonly serviceId?: string
  readonly protocol?: object
  readonly region?: unknown
  readonly credentials?: unknown
  readonly maxAttempts?: unknown
}

const CAPTURED = Symbol('miniregion.captured')

const SCHEME = 'aws.auth#sigv4'

/** AWS: the access key in the documentation's examples. */
export const CREDENTIALS: { readonly accessKeyId: string; readonly secretAccessKey: string } = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
}

export const signer: {
  sign(request: object, identity?: unknown, properties?: unknown): Promise<object>
} = {
  async sign(request, _identity, properties) {
    ;(request as { [CAPTURED]?: unknown })[CAPTURED] = properties
    return request
  },
}

/**
 * Returns the context of the newest send of this request. Undefined for SDKs older than auth
 * schemes.
 */
export function operationContextOf(request: object): OperationContext | undefined {
  const captured = (request as { [CAPTURED]?: Partial<OperationContext> })[CAPTURED]
  return captured?.config && captured.context ? (captured as OperationContext) : undefined
}

export const authSchemes = (): object[] => [
  { schemeId: SCHEME, identityProvider: () => async () => CREDENTIALS, signer },
]

// A new option for each call, because the SDK writes the properties into it and calls overlap.
export const authSchemeProvider = (): object[] => [
  {
    schemeId: SCHEME,
    propertiesExtractor: (config: object, context: object) => ({
      signingProperties: { config, context },
    }),
  },
]
