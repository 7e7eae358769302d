/** Hosts and ids of function URLs. */
import type { World } from '../../core/world/world.ts'

/** `<id>.lambda-url.us-east-1.on.aws` */
export const hostOfUrl = (id: string, region: string): string => `${id}.lambda-url.${region}.on.aws`

// AWS: https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html (the form of the host).
export const newUrlId = (world: World): string => world.ids.text('function-url', 32)
