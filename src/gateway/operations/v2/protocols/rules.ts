/** What the two kinds of API require of the same resources. */
import type { World } from '../../../../core/world/world.ts'
import type { V2Authorizer, V2Draft, V2Integration, V2Route } from '../../../api/draft/v2.ts'

export interface ProtocolRules {
  /** What an integration has that the input leaves out. */
  readonly integrationDefaults: Partial<V2Integration> &
    Pick<V2Integration, 'PayloadFormatVersion' | 'TimeoutInMillis'>
  normalKey(key: string): string
  /** Each throws AWS's error for what it does not accept. */
  checkRouteKey(key: string): void
  checkRoute(world: World, draft: V2Draft, route: V2Route): void
  checkIntegration(world: World, integration: V2Integration): void
  checkAuthorizer(authorizer: V2Authorizer): void
}
