import { expect, it } from 'vitest'
import { opener, openInBrowser } from './browser.js'

it('knows the opener of each platform', () => {
  expect(opener('darwin', {})).toEqual(['open'])
  expect(opener('win32', {})).toEqual(['cmd', '/c', 'start', '""'])
  expect(opener('linux', { DISPLAY: ':0' })).toEqual(['xdg-open'])
  expect(opener('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toEqual(['xdg-open'])
})

it('opens nothing without a screen', async () => {
  expect(opener('linux', {})).toBeUndefined()
  expect(opener('darwin', { SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' })).toBeUndefined()
  expect(opener('linux', { DISPLAY: ':0', CI: 'true' })).toBeUndefined()
  expect(await openInBrowser('http://127.0.0.1:1/', { CI: 'true' })).toBe(false)
})
