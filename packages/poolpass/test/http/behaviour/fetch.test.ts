import { fetchClients } from '../clients/fetch.js'
import { describeBehaviour } from '../describe-behaviour.js'

describeBehaviour(fetchClients)
