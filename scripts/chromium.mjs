// Finds Chromium, and installs it where apt can (Debian, as root).
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

const find = () =>
  [
    process.env.CHROMIUM,
    ...NAMES.map((name) => spawnSync('which', [name]).stdout?.toString().trim()),
  ]
    .filter(Boolean)
    .find((path) => existsSync(path))

function install() {
  const isDebian = spawnSync('apt-get', ['--version']).status === 0
  if (!isDebian || process.getuid?.() !== 0) return
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'] }
  spawnSync('apt-get', ['update', '-qq'], quiet)
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], quiet)
}

/** Returns the path of Chromium. Where there is none, it says so and ends the process without a failure. */
export function chromiumOrSkip() {
  if (!find()) install()
  const chromium = find()
  if (chromium) return chromium
  console.log('SKIPPED: no Chromium here, and apt cannot install it. CHROMIUM=<path> names one.')
  process.exit(0)
}
