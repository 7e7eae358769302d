/**
 * A clock that is moved while a function runs: the function's `Date` must show it. The clock knows nothing of functions; whoever patches `Date`
 * leaves word here.
 */
const KEY = Symbol.for('miniregion.moved')

interface Shared {
  listener: (() => void) | undefined
}

const shared: Shared = ((globalThis as { [KEY]?: Shared })[KEY] ??= Object.seal({
  listener: undefined,
}))

export const noticeMovedClock = (): void => shared.listener?.()

export const onMovedClock = (listener: () => void): void => {
  shared.listener = listener
}
