/** Refusals of numbers, which many operations share. */
export const OVERFLOW =
  'Number overflow. Attempting to store a number with magnitude larger than supported range'
export const UNDERFLOW =
  'Number underflow. Attempting to store a number with magnitude smaller than supported range'
