import { currentLanguage, type Language } from './language.ts'

const units = ['B', 'kB', 'MB', 'GB', 'TB']
const formats = new Map<string, Intl.NumberFormat>()

/** Bytes with three digits, in steps of 1000 as disks are sold. */
export function formatBytes(bytes: number): string {
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), 4)
  const value = bytes / 1000 ** step
  const digits = step === 0 ? 0 : value < 10 ? 2 : value < 100 ? 1 : 0
  const exactly = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  return `${numberFormat(exactly).format(value)} ${units[step] ?? ''}`
}

/** Seconds as whole seconds, minutes or hours. */
export function formatDuration(seconds: number): string {
  const [value, unit] =
    seconds < 90
      ? [seconds, 'second']
      : seconds < 5400
        ? [seconds / 60, 'minute']
        : [seconds / 3600, 'hour']
  const options = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 0 } as const
  return numberFormat(options).format(Math.max(1, Math.ceil(value)))
}

/** A fraction as whole percents, never 100 before its time. */
export function formatPercent(fraction: number): string {
  const options = { style: 'percent', maximumFractionDigits: 0 } as const
  return numberFormat(options).format(Math.floor(fraction * 100) / 100)
}

/** A moment: the time if it was today, else the day as well. */
export function formatTime(date: Date): string {
  const isToday = date.toDateString() === new Date().toDateString()
  const day = isToday ? undefined : ('medium' as const)
  return date.toLocaleString(currentLanguage(), {
    timeStyle: 'short',
    ...(day && { dateStyle: day }),
  })
}

/** Making one takes longer than using it, and bars ask many times a second. */
function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const language: Language = currentLanguage()
  const name = language + JSON.stringify(options)
  let format = formats.get(name)
  if (format === undefined) {
    format = new Intl.NumberFormat(language, options)
    formats.set(name, format)
  }
  return format
}
