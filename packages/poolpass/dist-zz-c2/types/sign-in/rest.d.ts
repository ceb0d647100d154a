/** What a session loads late: all that a plain password sign-in does not need. */
export { answerByHandlers } from './answer-by-handlers.js';
export { respondToChallenge } from './respond-to-challenge.js';
export { signIn } from './sign-in.js';
