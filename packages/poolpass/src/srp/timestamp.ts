const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const twoDigits = (value: number) => String(value).padStart(2, '0')

/**
 * TIMESTAMP as Cognito parses it: `EEE MMM d HH:mm:ss UTC yyyy`, English whatever the locale, the day not padded.
 * Example: `Fri Sep 5 07:08:09 UTC 2025`.
 *
 * @param epochMs Milliseconds since 1970, by the service's clock where that is known.
 */
export function formatTimestamp(epochMs: number): string {
  const date = new Date(epochMs)
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(twoDigits).join(':')
  const day = `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}`
  return `${day} ${time} UTC ${date.getUTCFullYear()}`
}
