import { formatSize } from './format.mjs'

const width = 20

/** Shows an upload's progress: on a terminal in one line, drawn again and again; elsewhere sparingly. */
export function createProgressBar(stream) {
  let shown = -1
  return {
    show({ confirmed, total, fraction, parts }) {
      const filled = '#'.repeat(Math.floor(fraction * width)).padEnd(width, '.')
      const percent = String(Math.floor(fraction * 100)).padStart(3)
      const line =
        `upload [${filled}] ${percent}%  ${formatSize(confirmed)} of ${formatSize(total)}, ` +
        `${parts.done} of ${parts.total} parts`
      if (stream.isTTY) {
        // A line that wraps could not be drawn again.
        stream.write(`\r${line.slice(0, (stream.columns || 80) - 1)}\x1b[K`)
        return
      }
      const quarter = Math.floor(fraction * 4)
      if (quarter > shown) stream.write(`${line}\n`)
      shown = Math.max(shown, quarter)
    },

    /** Leaves the line, so that what comes next starts on its own. */
    end() {
      if (stream.isTTY) stream.write('\n')
    },
  }
}
