// Read when the module loads: inside the function's environment if the handler is a loader.
const greeting = process.env['GREETING'] ?? 'Hello'

export const handler = async (event: { name: string }): Promise<string> =>
  `${greeting}, ${event.name}`
