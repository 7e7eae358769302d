// Recorded: sqs-fifo-1 (twenty digits). AWS: API_SendMessage.html: large, not consecutive numbers.
const FIRST = 18_849_496_460_467_696_128n
const STEP = 256n

/** Returns the sequence number of the n-th message of a FIFO queue. */
export const sequenceNumberOf = (number: number): string => String(FIRST + BigInt(number) * STEP)
