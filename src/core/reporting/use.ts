/** How often a definition was used. */
export interface Use {
  /**
   * `orders`; for an index `orders.byStatus`; for a route its key, with the gateway's name in front
   * if the region has several gateways.
   */
  readonly name: string
  readonly uses: number
}
