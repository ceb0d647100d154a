// packages/poolpass/src/testing/fake-clock.ts
var FakeClock = class {
  #wallMs;
  #monotonicMs = 0;
  #sleepers = [];
  #endAborted = () => {
    for (const { signal, reject } of this.#takeOut(({ signal: signal2 }) => signal2?.aborted === true)) reject(signal?.reason);
  };
  /** @param startsAt Wall time to begin with. Default: now. */
  constructor(startsAt = Date.now()) {
    this.#wallMs = Number(startsAt);
  }
  wallMs() {
    return this.#wallMs;
  }
  monotonicMs() {
    return this.#monotonicMs;
  }
  sleep(ms, signal) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      if (ms <= 0) return resolve();
      this.#sleepers.push({ wakesAtMs: this.#monotonicMs + ms, signal, wake: resolve, reject });
      signal?.addEventListener("abort", this.#endAborted, { once: true });
    });
  }
  /** Both clocks go forward by `seconds`, and who sleeps no longer than that wakes up. */
  advance({ seconds }) {
    this.#wallMs += seconds * 1e3;
    this.#monotonicMs += seconds * 1e3;
    for (const { signal, wake } of this.#takeOut(({ wakesAtMs }) => wakesAtMs <= this.#monotonicMs)) {
      if (!this.#sleepers.some((sleeper) => sleeper.signal === signal)) {
        signal?.removeEventListener("abort", this.#endAborted);
      }
      wake();
    }
  }
  /** Only the wall clock jumps by `seconds`, either way: it was set, or the machine slept. */
  jumpWall({ seconds }) {
    this.#wallMs += seconds * 1e3;
  }
  #takeOut(isOut) {
    const out = this.#sleepers.filter(isOut);
    this.#sleepers = this.#sleepers.filter((sleeper) => !out.includes(sleeper));
    return out;
  }
  /** How many are asleep: whether the code under test is waiting. */
  get sleeping() {
    return this.#sleepers.length;
  }
};

// packages/poolpass/src/testing/static-auth.ts
function staticAuth(token, options = {}) {
  const { httpHeader = "Authorization", httpHeaderPrefix = "Bearer " } = options;
  return {
    token: async () => token,
    headers: async () => ({ [httpHeader]: httpHeaderPrefix + token }),
    invalidate: () => {
    }
  };
}
export {
  FakeClock,
  staticAuth
};
