import { axiosClients } from './axios.js'
import type { Client } from './client.js'
import { fetchClients } from './fetch.js'
import { gotClients } from './got.js'
import { kyClients } from './ky.js'
import { undiciClients } from './undici.js'

/** The columns of the table. Each client's cases run in `behaviour/`. */
export const clients: readonly Client[] = [
  ...fetchClients,
  ...axiosClients,
  ...gotClients,
  ...kyClients,
  ...undiciClients,
]
