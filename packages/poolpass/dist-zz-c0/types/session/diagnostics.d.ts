/** Tells whoever watches the whole process. A subscriber's exception is the channel's affair: it becomes an uncaught one. */
export declare function publish(event: string, message: () => object): void;
