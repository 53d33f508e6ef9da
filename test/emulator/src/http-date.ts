const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/**
 * Reads an RFC 822 date into milliseconds. GMT and +0000 are both taken, and days without a leading
 * zero (OOS developer document V6, 3.1.1 and the Java sample of chapter 7); ISO dates are not.
 */
export function parseHttpDate(text: string): number | undefined {
  const match =
    /^(?:[A-Za-z]{3}, )?(\d{1,2}) ([A-Za-z]{3}) (\d{4}) (\d\d):(\d\d):(\d\d) (?:GMT|\+0000)$/.exec(
      text,
    )
  if (match === null) return undefined
  const [, day, month = '', year, hour, minute, second] = match
  const index = months.indexOf(month)
  if (index === -1) return undefined
  return Date.UTC(Number(year), index, Number(day), Number(hour), Number(minute), Number(second))
}
