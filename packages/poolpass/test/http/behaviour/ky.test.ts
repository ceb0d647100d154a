import { kyClients } from '../clients/ky.js'
import { describeBehaviour } from '../describe-behaviour.js'

describeBehaviour(kyClients)
