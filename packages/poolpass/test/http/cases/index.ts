import type { Case } from '../case.js'
import { abortCases } from './abort.js'
import { clockJumpCases } from './clock-jumps.js'
import { downgradeCases } from './downgrade.js'
import { failingRenewalCases } from './failing-renewal.js'
import { firstRequestCases } from './first-request.js'
import { hardExpiryCases } from './hard-expiry.js'
import { headerCases } from './header.js'
import { largeResponseCases } from './large-response.js'
import { originCases } from './origins.js'
import { redirectCases } from './redirects.js'
import { likeFetchCases } from './redirects-like-fetch.js'
import { refusedRenewalCases } from './refused-renewal.js'
import { restoredSessionCases } from './restored-session.js'
import { softExpiryCases } from './soft-expiry.js'
import { unauthorizedCases } from './unauthorized.js'
import { bodyCases } from './unauthorized-bodies.js'
import { retryOptionCases } from './unauthorized-retry-option.js'
import { withoutRenewalCases } from './unauthorized-without-renewal.js'

export const cases: readonly Case[] = [
  ...firstRequestCases,
  ...restoredSessionCases,
  ...softExpiryCases,
  ...hardExpiryCases,
  ...refusedRenewalCases,
  ...failingRenewalCases,
  ...unauthorizedCases,
  ...bodyCases,
  ...retryOptionCases,
  ...withoutRenewalCases,
  ...headerCases,
  ...clockJumpCases,
  ...originCases,
  ...[...redirectCases, ...downgradeCases].map(entry => ({
    ...entry,
    needs: ['redirects' as const, ...(entry.needs ?? [])],
  })),
  ...likeFetchCases,
  ...abortCases,
  ...largeResponseCases,
]
