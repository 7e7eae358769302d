/**
 * The logical ids that the Serverless Framework gives to what it makes.
 * AWS: https://www.serverless.com/framework/docs/providers/aws/guide/resources (naming of resources)
 */

const capitalize = (text: string): string => text.replace(/^./, (letter) => letter.toUpperCase())

/** `place-order` → `PlaceDashorder`. */
export const normalize = (name: string): string =>
  capitalize(name.replaceAll('-', 'Dash').replaceAll('_', 'Underscore'))

export const functionId = (key: string): string => `${normalize(key)}LambdaFunction`

const alphanumeric = (text: string): string => text.replace(/[^0-9A-Za-z]/g, '')

/** `orders/{id}` → `OrdersIdVar`. */
export const pathId = (path: string): string =>
  path
    .split('/')
    .map((part) => {
      const variable = /^\{(.+?)\+?\}$/.exec(part)?.[1]
      return variable === undefined
        ? capitalize(alphanumeric(part.replaceAll('-', 'Dash').replaceAll('_', 'Underscore')))
        : `${capitalize(alphanumeric(variable))}Var`
    })
    .join('')

/** `GET /orders/{id}` → `GetOrdersIdVar`. */
export const routeId = (method: string, path: string): string =>
  path === '' ? 'Default' : `${capitalize(method.toLowerCase())}${pathId(path.replace(/^\//, ''))}`

export const websocketRouteId = (route: string): string =>
  `S${alphanumeric(route.replace('$', ''))}WebsocketsRoute`

export const plainId = (text: string): string => capitalize(alphanumeric(text))
