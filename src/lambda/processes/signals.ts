/** The names of signals, as Go prints them in Lambda's messages. */
// AWS: the service that starts runtimes is written in Go (aws-lambda-runtime-interface-emulator);
// https://pkg.go.dev/syscall#Signal.
const NAMES: Readonly<Record<number, string>> = {
  1: 'hangup',
  2: 'interrupt',
  3: 'quit',
  4: 'illegal instruction',
  5: 'trace/breakpoint trap',
  6: 'aborted',
  7: 'bus error',
  8: 'floating point exception',
  9: 'killed',
  10: 'user defined signal 1',
  11: 'segmentation fault',
  12: 'user defined signal 2',
  13: 'broken pipe',
  14: 'alarm clock',
  15: 'terminated',
}

export const signalName = (number: number): string => NAMES[number] ?? `signal ${number}`
