/** For tests of programs that use poolpass. Exported as `poolpass/testing`. */
export type { Clock } from '../cognito-idp/index.js';
export { FakeClock } from './fake-clock.js';
export { staticAuth } from './static-auth.js';
