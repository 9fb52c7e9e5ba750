// better-auth on PostgreSQL, one process a core: node server.mjs PORT. The database is the one that PGHOST and its like name.
import cluster from 'node:cluster'
import { createHash, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { availableParallelism } from 'node:os'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { fromNodeHeaders, toNodeHandler } from 'better-auth/node'
import { bearer } from 'better-auth/plugins'
import pg from 'pg'

const port = Number(process.argv[2])
const url = `http://127.0.0.1:${port}`

// For what costs no password: it could not be measured otherwise.
const digest = password => createHash('sha256').update(password).digest('hex')
const cheapPassword = { hash: async password => digest(password), verify: async ({ hash, password }) => hash === digest(password) }

const options = {
  database: new pg.Pool({ max: 20 }),
  baseURL: url,
  secret: process.env.BETTER_AUTH_SECRET,
  emailAndPassword: { enabled: true, ...(process.env.CHEAP_PASSWORDS === '1' && { password: cheapPassword }) },
  plugins: [bearer()],
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
}

if (cluster.isPrimary) {
  process.env.BETTER_AUTH_SECRET = options.secret = randomBytes(32).toString('base64')
  await (await getMigrations(options)).runMigrations()
  for (let core = 0; core < availableParallelism(); core++) cluster.fork()
  process.on('SIGTERM', () => process.exit(0))
} else {
  const auth = betterAuth(options)
  const handle = toNodeHandler(auth)
  createServer(async (request, response) => {
    if (request.url === '/health') return response.end()
    if (request.url !== '/hello') return handle(request, response)

    const session = await auth.api.getSession({ headers: fromNodeHeaders(request.headers) })
    response.writeHead(session ? 200 : 401, { 'content-type': 'application/json' })
    response.end(JSON.stringify(session ? { message: `Hello, ${session.user.name}!` } : { message: 'Unauthorized' }))
  }).listen(port, '127.0.0.1')
}
