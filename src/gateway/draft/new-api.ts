/** APIs that the control plane makes: without deployments and stages. */
import type { World } from '../../core/world/world.ts'
import type { Api } from '../api/deployments.ts'
import type { SocketDraft } from '../api/draft/websocket.ts'
import type { WebSocketApi } from '../api/websocket/definition.ts'
import { emptySocketApi } from '../websocket/build/build-socket-api.ts'
import type { HttpDraft } from '../api/draft/http.ts'
import type { RestDraft } from '../api/draft/rest.ts'
import { buildWorkingCopy } from '../build/build-api.ts'

export function newControlApi(
  world: World,
  { id, name, type }: Pick<Api, 'id' | 'name' | 'type'>,
  draft: RestDraft | HttpDraft,
): Api {
  const { generation } = world
  const stage = type === 'rest' ? 'prod' : '$default'
  const options = type === 'rest' ? { type } : {}
  const identity = { id, name, generation, stage }
  const working = buildWorkingCopy(world, identity, {}, options, 'the control plane')
  return {
    ...{ ...identity, type, url: working.url, working, options, draft },
    createdAt: world.clock.now(),
    settings: { name: stage, variables: undefined, autoDeploy: false, served: undefined },
    deployments: new Map(),
    stages: new Map(),
  }
}

export const newSocketApi = (
  world: World,
  { id, name }: Pick<WebSocketApi, 'id' | 'name'>,
  draft: SocketDraft,
): WebSocketApi => ({ ...emptySocketApi(world, { id, name, stage: 'prod' }), draft })
