// Read when the module is loaded: inside the function's environment, where it is given as a loader.
const greeting = process.env['GREETING'] ?? 'Hello'

export const handler = async (event: { name: string }): Promise<string> =>
  `${greeting}, ${event.name}`
