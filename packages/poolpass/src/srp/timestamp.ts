/**
 * TIMESTAMP as Cognito parses it: `EEE MMM d HH:mm:ss UTC yyyy`, English whatever the locale, the day not padded.
 * Example: `Fri Sep 5 07:08:09 UTC 2025`.
 *
 * @param epochMs Milliseconds since 1970, by the service's clock where that is known.
 */
export function formatTimestamp(epochMs: number): string {
  // ECMAScript fixes this text for every locale and time zone: Fri, 05 Sep 2025 07:08:09 GMT
  const [weekday, day, month, year, time] = new Date(epochMs).toUTCString().split(/,? /)
  return `${weekday} ${month} ${Number(day)} ${time} UTC ${Number(year)}`
}
