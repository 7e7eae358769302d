/**
 * Environment variables that a client needs before it sends anything. Without a region and
 * credentials a client in a separate module registry (`jest.isolateModules`, a bundled SDK) would
 * fail before it reaches the interceptors.
 */
import { CREDENTIALS } from '../answer/operation-context.ts'

const DEFAULTS: Readonly<Record<string, string>> = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
  AWS_EC2_METADATA_DISABLED: 'true',
}

/** Sets the missing variables until the returned function is called. */
export function fillEnvironment(environment: NodeJS.ProcessEnv): () => void {
  const names = Object.keys(DEFAULTS).filter((name) => environment[name] === undefined)
  for (const name of names) environment[name] = DEFAULTS[name]
  return () => {
    for (const name of names) {
      if (environment[name] === DEFAULTS[name]) delete environment[name]
    }
  }
}
