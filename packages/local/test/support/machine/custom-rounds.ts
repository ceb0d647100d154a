/** The custom sign-in of the random sequences: two right answers, at most two wrong ones. */

export interface Round {
  readonly challengeName: string
  readonly challengeResult: boolean
  readonly challengeMetadata?: string
}

/** What DefineAuthChallenge says; `prove` asks for the password of a sign-in that began with SRP_A. */
export function decide(rounds: readonly Round[]): 'prove' | 'ask' | 'issue' | 'fail' {
  const answers = rounds.filter(({ challengeName }) => challengeName === 'CUSTOM_CHALLENGE')
  const right = answers.filter(({ challengeResult }) => challengeResult).length
  if (rounds.at(-1)?.challengeName === 'SRP_A') return 'prove'
  if (right === 2) return 'issue'
  return answers.length - right === 2 ? 'fail' : 'ask'
}
