import { axiosClients } from '../clients/axios.js'
import { describeBehaviour } from '../describe-behaviour.js'

describeBehaviour(axiosClients)
