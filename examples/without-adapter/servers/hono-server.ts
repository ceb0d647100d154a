import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { validator } from 'hono/validator'
import type { Guard } from './guard.js'
import { listen, type Running } from './listen.js'

function createApp(guard: Guard) {
  return new Hono<{ Variables: { user: string } }>()
    .use(async (context, next) => {
      const user = await guard.admit(context.req.header('authorization'))
      if (user === undefined) return context.json({ message: 'no valid token' }, 401)
      context.set('user', user)
      return next()
    })
    .post(
      '/greetings',
      validator('json', ({ text }: { text: string }) => ({ text })),
      context => context.json({ greeting: `${context.req.valid('json').text}, ${context.get('user')}` }, 201),
    )
}

/** What a client imports, as a type. */
export type App = ReturnType<typeof createApp>

export function startHonoServer(guard: Guard): Promise<Running> {
  // Clients run in this process, too, and theirs are the platform's own Request and Response.
  const listener = getRequestListener(createApp(guard).fetch, { overrideGlobalObjects: false })
  return listen(createServer(listener))
}
