/**
 * The oldest versions that this package runs on. An older one would fail later, with an error that
 * does not name the cause.
 */
import { MisuseError } from './errors.ts'

/** package.json, engines. */
const NODE = 20
/** package.json, peerDependencies. */
const FLOORS = { Vitest: 3, Jest: 27 } as const

/** Bun and Deno say which Node they stand for. */
export function checkNode(version: string | undefined = globalThis.process?.versions?.node): void {
  checkFloor('Node', version, NODE)
}

/** `version` is undefined where it cannot be found out. */
export function checkRunner(runner: keyof typeof FLOORS, version: string | undefined): void {
  checkFloor(runner, version, FLOORS[runner])
}

function checkFloor(name: string, version: string | undefined, floor: number): void {
  const major = Number.parseInt(version ?? '', 10)
  if (Number.isNaN(major) || major >= floor) return
  throw new MisuseError(`Miniregion was loaded by ${name} ${version}.`, `${name} ${floor} or later`)
}
