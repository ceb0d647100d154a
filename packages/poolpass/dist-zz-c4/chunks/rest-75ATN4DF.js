import {
  answerByHandlers,
  respondToChallenge,
  signIn
} from "./core.js";
export {
  answerByHandlers,
  respondToChallenge,
  signIn
};
