import { describeCells, FLOWS_OF } from './support/describe-cells.js'

describeCells(FLOWS_OF['choice-based'])
