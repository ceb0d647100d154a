// packages/poolpass/src/http/send-lent.ts
function sendLent(base, request, init, name, value) {
  const { headers } = request;
  const own = headers.get(name);
  const giveBack = () => own === null ? headers.delete(name) : headers.set(name, own);
  headers.set(name, value);
  try {
    const answer = Promise.resolve(base(request, init));
    answer.then(giveBack, giveBack);
    return answer;
  } catch (error) {
    giveBack();
    throw error;
  }
}

export {
  sendLent
};
