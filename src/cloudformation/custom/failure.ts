/** The answer of a provider that could not do what it was asked. */
import { ServiceError } from '../../core/errors.ts'

/** The provider answered FAILED. */
export class CustomFailure extends ServiceError {
  /** The id that the answer gives, for the deletion of what may exist already. */
  readonly physicalId: string | undefined

  constructor({ RequestId }: { readonly RequestId: string }, physicalId: unknown, reason: unknown) {
    // Seen: stack events in public issues
    super(
      'CustomResource',
      `Received response status [FAILED] from custom resource. Message returned: ${typeof reason === 'string' ? reason : ''} (RequestId: ${RequestId})`,
    )
    this.physicalId = typeof physicalId === 'string' ? physicalId : undefined
    Object.defineProperty(this, 'physicalId', { enumerable: false })
  }
}
