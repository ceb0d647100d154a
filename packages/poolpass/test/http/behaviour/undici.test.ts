import { undiciClients } from '../clients/undici.js'
import { describeBehaviour } from '../describe-behaviour.js'

describeBehaviour(undiciClients)
