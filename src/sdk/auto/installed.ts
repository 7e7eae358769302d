/** Whether `miniregion/auto` is installed, for all copies of this package in the process. */

const INSTALLED = Symbol.for('miniregion.auto')

/** Holds the function that removes it. */
type Global = { [INSTALLED]?: (() => void) | undefined }

export const installed = (): (() => void) | undefined => (globalThis as Global)[INSTALLED]

export function setInstalled(uninstall: (() => void) | undefined): void {
  if (uninstall) (globalThis as Global)[INSTALLED] = uninstall
  else delete (globalThis as Global)[INSTALLED]
}

export const isAutoInstalled = (): boolean => installed() !== undefined
