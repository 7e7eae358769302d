/** Request ids and trace headers in the forms of events and responses. */
import type { World } from '../../core/world/world.ts'

const ID_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** `ZhDrKF5dDoEEHfA=`: the extended request id of REST APIs, and the request id of HTTP APIs. */
export const newExtendedId = (world: World): string =>
  `${world.ids.text('gateway-request', 15, ID_CHARACTERS)}=`

const HEX = '0123456789abcdef'

/** `Root=1-5e66d96f-7491f09xmpl79d18acf3d050` */
// AWS: https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
const newTraceRoot = (world: World, at: number): string =>
  `Root=1-${Math.floor(at / 1000)
    .toString(16)
    .padStart(8, '0')}-${world.ids.text('trace', 24, HEX)}`

/** The trace header that the integration receives: the client's own, or a new root. */
export const toTraceHeader = (world: World, at: number, given: string | undefined): string =>
  given?.includes('Root=') ? given : newTraceRoot(world, at)

/** The trace header of a REST response. It adds a parent to a header that only has a root. */
// Recorded: rest-trace-003, test_invocation_trace_id
export function toTraceAnswer(world: World, trace: string): string {
  if (trace.includes('Parent=')) return trace
  const lineage = trace.includes('Sampled=') ? '' : ';Sampled=0'
  return `${trace};Parent=${world.ids.text('trace-parent', 16, HEX)}${lineage}`
}
