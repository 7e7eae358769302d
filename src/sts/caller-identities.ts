/** The holders of credentials, for services whose requests others sign. */
import type {
  CallerIdentities,
  CallerIdentity,
  CredentialIssuer,
  TemporaryCredentials,
} from '../core/world/identity-ports.ts'
import { NO_TAGS } from '../core/resources/tags.ts'
import type { World } from '../core/world/world.ts'
import { accountArn, identityOf, roleIdOf } from './operations/caller.ts'
import { issue, PLAIN_SESSION, roleNameOf, type Credentials } from './operations/sessions.ts'
import { sts } from './service.ts'
import type { Session } from './state.ts'

export const callerIdentities = (world: World): CallerIdentities => ({
  identify(caller, causedBy): CallerIdentity {
    const found = identityOf(world, world.state(sts), { caller, causedBy })
    const { userId, arn, session, isUnlimited } = found
    const roleArn = session?.roleArn ?? found.roleArn
    const { accessKeyId } = caller
    return {
      accessKeyId,
      accountId: arn.split(':')[4] ?? '',
      arn,
      userId,
      ...(roleArn !== undefined && { roleArn }),
      ...(session && { session: factsOf(session) }),
      ...(isUnlimited && { isUnlimited }),
    }
  },
  knows: (accessKeyId) => world.state(sts).sessions.has(accessKeyId),
  secretOf: (accessKeyId) => world.state(sts).sessions.get(accessKeyId)?.secretAccessKey,
})

const factsOf = ({
  policy,
  policyArns,
  tags,
  sourceIdentity,
  parentArn,
  keys,
  issuedAt,
  expiresAt,
}: Session): NonNullable<CallerIdentity['session']> => ({
  policy,
  policyArns,
  tags,
  sourceIdentity,
  ...(parentArn !== undefined && { parentArn }),
  keys,
  issuedAt,
  expiresAt,
})

/** Temporary credentials for services that hand them out: identity pools, `region.as`. */
export const credentialIssuer = (world: World): CredentialIssuer => ({
  issue({ roleArn, sessionName, seconds, policy, policyArns = [], tags = NO_TAGS, keys = {} }) {
    const state = world.state(sts)
    const role = roleNameOf(roleArn)
    const local = accountArn(world, 'sts', `assumed-role/${role.name}/${sessionName}`)
    const arn = local.replace(world.options.accountId, role.account)
    const session = {
      userId: `${roleIdOf(world, state, roleArn)}:${sessionName}`,
      arn,
      roleArn,
      ...PLAIN_SESSION,
      tags,
      policy,
      policyArns,
      keys,
    }
    return credentialsOf(issue(world, state, session, seconds), arn)
  },
  issueForUser({ arn, userId, seconds }) {
    const session = { ...PLAIN_SESSION, userId, arn, roleArn: undefined }
    return credentialsOf(issue(world, world.state(sts), session, seconds), arn)
  },
})

const credentialsOf = (issued: Credentials, arn: string): TemporaryCredentials => ({
  accessKeyId: issued.AccessKeyId,
  secretAccessKey: issued.SecretAccessKey,
  sessionToken: issued.SessionToken,
  expiration: issued.Expiration,
  arn,
})
