import { initTRPC, TRPCError } from '@trpc/server'
import { createHTTPServer } from '@trpc/server/adapters/standalone'
import type { Guard } from './guard.js'
import { listen, type Running } from './listen.js'

const t = initTRPC.context<{ user: string | undefined }>().create()

const router = t.router({
  greet: t.procedure
    .input((text: unknown) => String(text))
    .mutation(({ ctx, input }) => {
      if (ctx.user === undefined) throw new TRPCError({ code: 'UNAUTHORIZED' })
      return `${input}, ${ctx.user}`
    }),
})

/** What a client imports, as a type. */
export type AppRouter = typeof router

export function startTrpcServer(guard: Guard): Promise<Running> {
  const createContext = async ({ req }: { req: { headers: { authorization?: string | undefined } } }) => ({
    user: await guard.admit(req.headers.authorization),
  })
  return listen(createHTTPServer({ router, createContext }))
}
