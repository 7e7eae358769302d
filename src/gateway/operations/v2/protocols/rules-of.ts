/** The rules of an API's kind. */
import type { DraftedApi } from '../../../draft/v2-api.ts'
import { HTTP_RULES } from './http.ts'
import type { ProtocolRules } from './rules.ts'
import { WEBSOCKET_RULES } from './websocket.ts'

export const rulesOf = ({ type }: DraftedApi): ProtocolRules =>
  type === 'http' ? HTTP_RULES : WEBSOCKET_RULES
