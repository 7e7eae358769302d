/** Devices that a pool remembers. A remembered device can take the place of a second factor. */
// AWS: amazon-cognito-user-pools-device-tracking.html
import { nowOf, type ClientAction } from '../action.ts'
import { notAuthorized } from '../errors.ts'
import { toNumber } from '../srp/arithmetic.ts'
import { beginHandshake, isProof, type Handshake } from '../srp/handshake.ts'
import type { StoredDevice, StoredUser } from '../state.ts'
import { keepUser } from '../users/names.ts'
import { required, type AuthParameters } from './find-sign-in.ts'
import { challengeOf, keepSession, type AuthAnswer, type SessionData } from './sessions.ts'

/** The device that a sign-in named, if it has confirmed itself. */
export function knownDevice(
  user: StoredUser,
  deviceKey: unknown,
): (StoredDevice & { readonly verifier: object }) | undefined {
  const device = typeof deviceKey === 'string' ? user.devices[deviceKey] : undefined
  return device?.verifier ? { ...device, verifier: device.verifier } : undefined
}

/** Whether a device makes a second factor unnecessary. */
export const replacesFactor = ({ pool }: ClientAction, device: StoredDevice): boolean =>
  pool.settings.DeviceConfiguration?.ChallengeRequiredOnNewDevice === true && device.isRemembered

/** A new device, which its client may confirm. */
export function createDevice(action: ClientAction, user: StoredUser): StoredDevice | undefined {
  const { pool, world, state } = action
  if (!pool.settings.DeviceConfiguration) return undefined
  const now = nowOf(action)
  const region = pool.id.slice(0, pool.id.indexOf('_'))
  const device: StoredDevice = {
    key: `${region}_${world.ids.uuid('cognito-device')}`,
    groupKey: `-${world.ids.text('cognito-device-group', 8)}`,
    name: undefined,
    verifier: undefined,
    isRemembered: false,
    createdAt: now,
    modifiedAt: now,
    authenticatedAt: now,
  }
  keepUser(state, pool, { ...user, devices: { ...user.devices, [device.key]: device } })
  return device
}

export const challengeDevice = (
  action: ClientAction,
  user: StoredUser,
  device: StoredDevice,
  progress: SessionData,
): AuthAnswer => challengeOf(action, user, 'DEVICE_SRP_AUTH', { DEVICE_KEY: device.key }, progress)

const unknownDevice = (): Error => notAuthorized('Device does not exist.')

/** Answers DEVICE_SRP_AUTH. */
export function answerDevice(
  action: ClientAction,
  user: StoredUser,
  data: SessionData,
  responses: AuthParameters,
): AuthAnswer {
  const device = knownDevice(user, required(responses, 'DEVICE_KEY'))
  if (!device) throw unknownDevice()
  const { salt, verifier } = device.verifier as { salt: string; verifier: string }
  const value = toNumber(Buffer.from(verifier, 'base64'))
  const handshake = beginHandshake(action.world.ids, required(responses, 'SRP_A'), value)
  const name = 'DEVICE_PASSWORD_VERIFIER'
  keepSession(action, handshake.secretBlock, user.username, name, {
    ...data,
    handshake,
    deviceKey: device.key,
  })
  return {
    ChallengeName: name,
    ChallengeParameters: {
      SALT: Buffer.from(salt, 'base64').toString('hex'),
      SECRET_BLOCK: handshake.secretBlock,
      SRP_B: handshake.serverValue,
      DEVICE_KEY: device.key,
      USERNAME: user.username,
    },
  }
}

/** Checks the proof of a device. */
export function checkDevice(
  action: ClientAction,
  user: StoredUser,
  data: SessionData,
  responses: AuthParameters,
): StoredDevice {
  const device = knownDevice(user, data['deviceKey'])
  if (!device) throw unknownDevice()
  const claim = {
    signature: required(responses, 'PASSWORD_CLAIM_SIGNATURE'),
    timestamp: required(responses, 'TIMESTAMP'),
  }
  const names = [device.groupKey, device.key]
  if (!isProof(data['handshake'] as Handshake, names, claim))
    throw notAuthorized('Incorrect username or password.')
  const next = { ...device, authenticatedAt: nowOf(action) }
  keepUser(action.state, action.pool, { ...user, devices: { ...user.devices, [device.key]: next } })
  return next
}
