import type { Operation } from '../../../core/world/world.ts'
import { accessTo } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { checkRevision, findFunction } from '../../deployment/find.ts'
import { publish } from '../../deployment/publish.ts'
import { checkSettled } from '../../invoking/transitions.ts'
import { wrongCodeSha } from '../../deployment-errors.ts'
import type { LambdaState } from '../../state.ts'
import { packageOf, toConfiguration } from '../functions/configuration.ts'

interface Input {
  readonly FunctionName: string
  readonly CodeSha256?: string
  readonly Description?: string
  readonly RevisionId?: string
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html */
export const publishVersion: Operation<
  LambdaState,
  Input,
  Record<string, unknown>
> = defineOperation({
  name: 'PublishVersion',
  handles: ['FunctionName', 'CodeSha256', 'Description', 'RevisionId'],
  access: accessTo('PublishVersion'),
  run(state, { FunctionName, CodeSha256, Description, RevisionId }, { world }) {
    const { definition } = findFunction(world, state, FunctionName)
    const { latest } = definition
    checkSettled(world, state, definition.name)
    checkRevision(RevisionId, latest.revisionId)
    // Unverified: that empty text asks for no check.
    if (CodeSha256) {
      const { sha256 } = packageOf(latest)
      if (CodeSha256 !== sha256) throw wrongCodeSha(CodeSha256, sha256)
    }
    const before = definition.lastVersion
    const [{ lastVersion }, code] = publish(world, state, definition, Description)
    const status = lastVersion > before ? 'creating' : 'settled'
    return toConfiguration(world, code, code.version, status)
  },
})
