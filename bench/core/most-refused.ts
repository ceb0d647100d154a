/**
 * Sign-ins of one client that the pool may refuse in one measurement; more are no accident. One in 256 proofs of
 * amazon-cognito-passwordless-auth is wrong.
 */
export const MOST_REFUSED = 10
