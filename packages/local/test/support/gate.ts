function signal() {
  let give = () => {}
  const given = new Promise<void>(resolve => {
    give = resolve
  })
  return { give, given }
}

/** A trigger that stays where it is until the gate opens. */
export function triggerGate() {
  const [arrival, opening] = [signal(), signal()]
  const trigger = () => {
    arrival.give()
    return opening.given
  }
  return { trigger, reached: arrival.given, open: opening.give }
}
