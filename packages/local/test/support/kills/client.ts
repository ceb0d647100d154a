import type { LocalCognito } from '@poolpass/local'
import { admin, PASSWORD, renew, send } from '../wire.js'
import type { Expected, ExpectedUser, SignedIn, UserState } from './expected.js'
import type { StepName } from './plans.js'

const TEMPORARY_PASSWORD = 'Temporary-Horse-9'
export const GROUPS = ['staff', 'admins']

/** Told of every answer; the server may be killed at any. */
export type OnAnswer = () => void

/** One client that works alone on users of its own, so that it knows what each must be like. */
export class Client {
  readonly #local: LocalCognito
  readonly #expected: Expected
  readonly #name: string
  readonly #onAnswer: OnAnswer
  #user: ExpectedUser | undefined
  #count = 0

  constructor(local: LocalCognito, expected: Expected, name: string, onAnswer: OnAnswer) {
    this.#local = local
    this.#expected = expected
    this.#name = name
    this.#onAnswer = onAnswer
  }

  /** @throws {TypeError} of fetch, when the server is gone. */
  async perform(step: StepName): Promise<void> {
    const user = this.#user
    const isThere = user?.states[0] !== undefined
    if (step === 'createPool') return this.#createPool()
    if (user === undefined || !isThere || step === 'create') return this.#create()
    this.#expected.touched.add(user)
    const session = user.sessions.filter(({ isRevoked }) => !isRevoked).at(-1)
    const isEnabled = user.states[0]?.enabled === true
    if (step === 'signIn') return isEnabled ? this.#signIn(user) : undefined
    if (step === 'setPassword') return this.#setPassword(user)
    if (step === 'renew') return session && isEnabled ? this.#renew(session) : undefined
    if (step === 'revoke') return session && this.#revoke(session)
    return this.#changeUser(user, step)
  }

  async #answered(operation: string, input: object): Promise<void> {
    const { error } = await admin(this.#local, operation, input)
    if (error !== '') throw new Error(`${operation}: ${error}`)
    this.#onAnswer()
  }

  async #create(): Promise<void> {
    const username = `${this.#name}-${++this.#count}`
    const user = this.#expected.add(username)
    this.#user = user
    this.#expected.touched.add(user)
    user.passwords = [TEMPORARY_PASSWORD]
    const name = `new ${username}`
    const UserAttributes = [{ Name: 'name', Value: name }]
    await this.#moveTo(user, { name, groups: [], enabled: true }, 'AdminCreateUser', {
      TemporaryPassword: TEMPORARY_PASSWORD,
      UserAttributes,
    })
    await this.#setPassword(user, PASSWORD)
  }

  /** Sends what leads a user from the one state to the next. */
  async #moveTo(user: ExpectedUser, next: UserState, operation: string, input: object = {}): Promise<void> {
    user.states = [...user.states, next]
    await this.#answered(operation, { Username: user.username, ...input })
    user.states = [next]
  }

  async #setPassword(user: ExpectedUser, Password = `Another-Horse-${++this.#count}`): Promise<void> {
    user.passwords = [...new Set([...user.passwords, Password])]
    await this.#answered('AdminSetUserPassword', { Username: user.username, Password, Permanent: true })
    user.passwords = [Password]
  }

  async #changeUser(user: ExpectedUser, step: StepName): Promise<void> {
    const [state] = user.states
    if (state === undefined) return
    const { groups } = state
    const GroupName = GROUPS[this.#count++ % GROUPS.length] ?? ''
    const others = groups.filter(name => name !== GroupName)
    if (step === 'rename') {
      const name = `name ${++this.#count}`
      const UserAttributes = [{ Name: 'name', Value: name }]
      await this.#moveTo(user, { ...state, name }, 'AdminUpdateUserAttributes', { UserAttributes })
    } else if (step === 'join') {
      await this.#moveTo(user, { ...state, groups: [...others, GroupName] }, 'AdminAddUserToGroup', { GroupName })
    } else if (step === 'leave') {
      await this.#moveTo(user, { ...state, groups: others }, 'AdminRemoveUserFromGroup', { GroupName })
    } else if (step === 'disable') {
      await this.#endAll(user, () => this.#moveTo(user, { ...state, enabled: false }, 'AdminDisableUser'))
    } else {
      await this.#endAll(user, () => this.#moveTo(user, undefined, 'AdminDeleteUser'))
    }
  }

  /** What ends every sign-in of the user. */
  async #endAll({ sessions }: ExpectedUser, request: () => Promise<void>): Promise<void> {
    for (const session of sessions) session.isUncertain = true
    await request()
    for (const session of sessions) Object.assign(session, { isUncertain: false, isRevoked: true })
  }

  async #signIn(user: ExpectedUser): Promise<void> {
    const AuthParameters = { USERNAME: user.username, PASSWORD: user.passwords[0] }
    const { clientId: ClientId } = this.#local
    const { body, error } = await send(this.#local, 'InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId,
      AuthParameters,
    })
    if (error !== '') throw new Error(`${user.username} cannot sign in: ${error}`)
    const { AccessToken: accessToken, RefreshToken: refreshToken } = body.AuthenticationResult
    user.sessions.push({ accessToken, refreshToken, spent: [], isRevoked: false, isUncertain: false })
    this.#onAnswer()
  }

  async #renew(session: SignedIn): Promise<void> {
    const { refreshToken } = session
    session.isUncertain = true
    const { body, error } = await renew(this.#local, refreshToken)
    if (error !== '') throw new Error(`a renewal failed: ${error}`)
    session.refreshToken = body.AuthenticationResult.RefreshToken
    session.spent.push(refreshToken)
    session.isUncertain = false
    this.#onAnswer()
  }

  async #revoke(session: SignedIn): Promise<void> {
    session.isUncertain = true
    const { error } = await send(this.#local, 'RevokeToken', {
      Token: session.refreshToken,
      ClientId: this.#local.clientId,
    })
    if (error !== '') throw new Error(`RevokeToken: ${error}`)
    Object.assign(session, { isUncertain: false, isRevoked: true })
    this.#onAnswer()
  }

  async #createPool(): Promise<void> {
    const { body } = await admin(this.#local, 'CreateUserPool', { PoolName: `${this.#name}-${++this.#count}` })
    this.#expected.pools.add(body.UserPool.Id)
    this.#onAnswer()
  }
}
