// Opens an address in the browser of whoever runs the demo.
import { spawn } from 'node:child_process'

type Environment = Readonly<Record<string, string | undefined>>

/** The program that opens an address on a platform. Undefined where there is no screen. */
export function opener(
  platform: NodeJS.Platform,
  environment: Environment,
): readonly string[] | undefined {
  const { CI, DISPLAY, WAYLAND_DISPLAY, SSH_CONNECTION, WSL_DISTRO_NAME } = environment
  if (CI) return undefined
  if (platform === 'darwin') return SSH_CONNECTION ? undefined : ['open']
  // `start` is a word of the shell; its first argument in quotes would be a title.
  if (platform === 'win32') return ['cmd', '/c', 'start', '""']
  return DISPLAY || WAYLAND_DISPLAY || WSL_DISTRO_NAME ? ['xdg-open'] : undefined
}

/** Resolves to whether a browser was asked to show the address. It never rejects. */
export async function openInBrowser(
  url: string,
  environment: Environment = process.env,
): Promise<boolean> {
  const [command, ...args] = opener(process.platform, environment) ?? []
  if (command === undefined) return false
  return new Promise((resolve) => {
    const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true })
    child.once('error', () => resolve(false))
    child.once('exit', (code) => resolve(code === 0))
    // A browser that starts here may stay in the foreground.
    setTimeout(() => resolve(true), 3000).unref()
    child.unref()
  })
}
