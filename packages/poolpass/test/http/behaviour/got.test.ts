import { gotClients } from '../clients/got.js'
import { describeBehaviour } from '../describe-behaviour.js'

describeBehaviour(gotClients)
