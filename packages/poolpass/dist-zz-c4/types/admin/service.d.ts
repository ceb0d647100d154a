import type * as Sdk from '@aws-sdk/client-cognito-identity-provider';
import { type Clock, ServiceClock } from '../cognito-idp/index.js';
type Commands = typeof Sdk;
/** Every operation that the AWS SDK has a command for. */
export type Operation = {
    [Name in keyof Commands]: Name extends `${infer Op}Command` ? Op : never;
}[keyof Commands];
/** The part of a command's type that tells what goes in and comes out. */
interface Typed<Input, Output> {
    readonly input: Input;
    resolveMiddleware(...anything: never[]): (args: never) => Promise<{
        output: Output;
    }>;
}
type CommandOf<Op extends Operation> = InstanceType<Commands[`${Op}Command`]>;
export type Input<Op extends Operation> = CommandOf<Op> extends Typed<infer I, unknown> ? I : never;
export type Output<Op extends Operation> = CommandOf<Op> extends Typed<unknown, infer O> ? O : never;
/** The AWS SDK's client, or what to make one of. */
export type SdkClient = Sdk.CognitoIdentityProviderClient | Sdk.CognitoIdentityProviderClientConfig;
export interface ServiceOptions {
    readonly userPoolId: string;
    readonly client?: SdkClient | undefined;
    readonly clock?: Clock | undefined;
}
export interface SendOptions {
    readonly signal?: AbortSignal | undefined;
    /** What the table of refusals calls the operation. */
    readonly as?: string | undefined;
    /** By the monotonic clock. Default: what the SDK's client is set up for. */
    readonly deadlineAtMs?: number | undefined;
    /** Awaited before every attempt, those that the SDK makes by itself included. */
    readonly beforeAttempt?: (() => Promise<void>) | undefined;
    /** Called after every attempt that may have been carried out although no answer says so. */
    readonly onLostAnswer?: (() => void) | undefined;
}
/** Calls one pool through the AWS SDK, in the errors of poolpass. */
export declare class AdminService {
    #private;
    readonly userPoolId: string;
    readonly region: string;
    readonly clock: Clock;
    readonly serviceClock: ServiceClock;
    /** @throws {TypeError} `ERR_POOLPASS_INVALID_OPTION` */
    constructor({ userPoolId, client, clock }: ServiceOptions);
    /** Calls an operation on the pool. */
    call<Op extends Operation>(operation: Op, input: Omit<Input<Op>, 'UserPoolId'>, options?: SendOptions): Promise<Output<Op>>;
    /**
     * @throws {PoolpassError} `CognitoServiceError` for a refusal, `UnavailableError` where there is no answer.
     * @throws The signal's reason.
     */
    send<Op extends Operation>(operation: Op, input: Input<Op>, options?: SendOptions): Promise<Output<Op>>;
    /** Ends the connections of a client that was made here; one that was given is its owner's. */
    close(): Promise<void>;
}
export {};
