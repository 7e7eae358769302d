/** Remembered devices: operations of users, and of administrators. */
import type { Operation } from '../../core/world/world.ts'
import type { Action } from '../action.ts'
import { defineOperation } from '../api/define-operation.ts'
import { deviceNotFound, invalidParameter } from '../errors.ts'
import type { CognitoState, StoredDevice, StoredUser } from '../state.ts'
import { keepUser } from '../users/names.ts'
import {
  accessTo,
  adminAction,
  findUserOf,
  isPublic,
  ownAction,
  pageOf,
  type TokenInput,
  type UserInput,
} from './parts.ts'

interface DeviceInput {
  readonly DeviceKey: string
}

type OwnInput = TokenInput & DeviceInput
type AdminInput = UserInput & DeviceInput

function findDevice({ devices }: StoredUser, key: string): StoredDevice {
  const device = Object.hasOwn(devices, key) && devices[key]
  if (!device) throw deviceNotFound()
  return device
}

const describe = (device: StoredDevice): Record<string, unknown> => ({
  DeviceKey: device.key,
  DeviceAttributes: [
    { Name: 'device_status', Value: 'valid' },
    ...(device.name === undefined ? [] : [{ Name: 'device_name', Value: device.name }]),
  ],
  DeviceCreateDate: new Date(device.createdAt),
  DeviceLastModifiedDate: new Date(device.modifiedAt),
  DeviceLastAuthenticatedDate: new Date(device.authenticatedAt),
})

const keep = ({ state, pool }: Action, user: StoredUser, device: StoredDevice): void =>
  keepUser(state, pool, { ...user, devices: { ...user.devices, [device.key]: device } })

function forget({ state, pool }: Action, user: StoredUser, key: string): void {
  const { [findDevice(user, key).key]: _forgotten, ...devices } = user.devices
  keepUser(state, pool, { ...user, devices })
}

interface ConfirmInput extends OwnInput {
  readonly DeviceSecretVerifierConfig?: {
    readonly PasswordVerifier?: string
    readonly Salt?: string
  }
  readonly DeviceName?: string
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmDevice.html */
export const confirmDevice: Operation<CognitoState, ConfirmInput, object> = defineOperation({
  name: 'ConfirmDevice',
  handles: ['AccessToken', 'DeviceKey', 'DeviceSecretVerifierConfig', 'DeviceName'],
  access: isPublic,
  run(state, input: ConfirmInput, context) {
    const action = ownAction(state, input, context)
    const device = findDevice(action.user, input.DeviceKey)
    const { PasswordVerifier: verifier, Salt: salt } = input.DeviceSecretVerifierConfig ?? {}
    // Unverified: the wording.
    if (verifier === undefined || salt === undefined)
      throw invalidParameter('Device secret verifier is required')
    const asksUser =
      action.pool.settings.DeviceConfiguration?.DeviceOnlyRememberedOnUserPrompt === true
    keep(action, action.user, {
      ...device,
      name: input.DeviceName ?? device.name,
      verifier: { salt, verifier },
      isRemembered: !asksUser,
      modifiedAt: action.world.clock.now(),
    })
    return { UserConfirmationNecessary: asksUser }
  },
})

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetDevice.html */
export const getDevice: Operation<CognitoState, Partial<TokenInput> & DeviceInput, object> =
  defineOperation({
    name: 'GetDevice',
    handles: ['AccessToken', 'DeviceKey'],
    access: isPublic,
    run(state, { AccessToken = '', DeviceKey }: Partial<TokenInput> & DeviceInput, context) {
      const { user } = ownAction(state, { AccessToken }, context)
      return { Device: describe(findDevice(user, DeviceKey)) }
    },
  })

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetDevice.html */
export const adminGetDevice: Operation<CognitoState, AdminInput, object> = defineOperation({
  name: 'AdminGetDevice',
  handles: ['UserPoolId', 'Username', 'DeviceKey'],
  access: accessTo('AdminGetDevice'),
  run(state, input: AdminInput, context) {
    const user = findUserOf(adminAction(state, input, context), input.Username)
    return { Device: describe(findDevice(user, input.DeviceKey)) }
  },
})

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgetDevice.html */
export const forgetDevice: Operation<CognitoState, Partial<TokenInput> & DeviceInput, object> =
  defineOperation({
    name: 'ForgetDevice',
    handles: ['AccessToken', 'DeviceKey'],
    access: isPublic,
    run(state, { AccessToken = '', DeviceKey }: Partial<TokenInput> & DeviceInput, context) {
      const action = ownAction(state, { AccessToken }, context)
      forget(action, action.user, DeviceKey)
      return {}
    },
  })

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminForgetDevice.html */
export const adminForgetDevice: Operation<CognitoState, AdminInput, object> = defineOperation({
  name: 'AdminForgetDevice',
  handles: ['UserPoolId', 'Username', 'DeviceKey'],
  access: accessTo('AdminForgetDevice'),
  run(state, input: AdminInput, context) {
    const action = adminAction(state, input, context)
    forget(action, findUserOf(action, input.Username), input.DeviceKey)
    return {}
  },
})

interface StatusInput {
  readonly DeviceRememberedStatus?: 'remembered' | 'not_remembered'
}

const setStatus = (
  action: Action,
  user: StoredUser,
  key: string,
  { DeviceRememberedStatus: status }: StatusInput,
): void => {
  const device = findDevice(user, key)
  const isRemembered = status === undefined ? device.isRemembered : status === 'remembered'
  keep(action, user, { ...device, isRemembered, modifiedAt: action.world.clock.now() })
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateDeviceStatus.html */
export const updateDeviceStatus: Operation<CognitoState, OwnInput & StatusInput, object> =
  defineOperation({
    name: 'UpdateDeviceStatus',
    handles: ['AccessToken', 'DeviceKey', 'DeviceRememberedStatus'],
    access: isPublic,
    run(state, input: OwnInput & StatusInput, context) {
      const action = ownAction(state, input, context)
      setStatus(action, action.user, input.DeviceKey, input)
      return {}
    },
  })

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateDeviceStatus.html */
export const adminUpdateDeviceStatus: Operation<CognitoState, AdminInput & StatusInput, object> =
  defineOperation({
    name: 'AdminUpdateDeviceStatus',
    handles: ['UserPoolId', 'Username', 'DeviceKey', 'DeviceRememberedStatus'],
    access: accessTo('AdminUpdateDeviceStatus'),
    run(state, input: AdminInput & StatusInput, context) {
      const action = adminAction(state, input, context)
      setStatus(action, findUserOf(action, input.Username), input.DeviceKey, input)
      return {}
    },
  })

interface ListInput {
  readonly Limit?: number
  readonly PaginationToken?: string
}

function list(
  { world }: Action,
  operation: string,
  user: StoredUser,
  { Limit: limit, PaginationToken: token }: ListInput,
): object {
  const devices = Object.values(user.devices).filter(({ verifier }) => verifier !== undefined)
  const scope = [user.poolId, user.username]
  const page = pageOf(world, operation, scope, devices, ({ key }) => key, { limit, token })
  return {
    Devices: page.items.map(describe),
    ...(page.nextToken !== undefined && { PaginationToken: page.nextToken }),
  }
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListDevices.html */
export const listDevices: Operation<CognitoState, TokenInput & ListInput, object> = defineOperation(
  {
    name: 'ListDevices',
    handles: ['AccessToken', 'Limit', 'PaginationToken'],
    access: isPublic,
    run(state, input: TokenInput & ListInput, context) {
      const action = ownAction(state, input, context)
      return list(action, 'ListDevices', action.user, input)
    },
  },
)

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListDevices.html */
export const adminListDevices: Operation<CognitoState, UserInput & ListInput, object> =
  defineOperation({
    name: 'AdminListDevices',
    handles: ['UserPoolId', 'Username', 'Limit', 'PaginationToken'],
    access: accessTo('AdminListDevices'),
    run(state, input: UserInput & ListInput, context) {
      const action = adminAction(state, input, context)
      return list(action, 'AdminListDevices', findUserOf(action, input.Username), input)
    },
  })
