/** Drawn on 24 by 24, as lines. */
const paths = {
  abort: 'M6 6l12 12M18 6L6 18',
  dark: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z',
  download: 'M12 4v11m0 0l-5-5m5 5l5-5M5 20h14',
  folder: 'M3 6.5h6l2 2.5h10v10H3z',
  light:
    'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2m0 16v2M2 12h2m16 0h2M5 5l1.4 1.4m11.2 11.2L19 19M19 5l-1.4 1.4M6.4 17.6L5 19',
  more: 'M6 9l6 6 6-6',
  pause: 'M8 5v14M16 5v14',
  refresh: 'M20 11a8 8 0 1 0-2.3 6.3M20 5v6h-6',
  resume: 'M7 4.5l12 7.5-12 7.5z',
  retry: 'M4 13a8 8 0 1 0 2.3-6.3M4 5v6h6',
  trash: 'M4 7h16M9 7V4h6v3m-8 0l1 13h8l1-13M10 11v5m4-5v5',
  upload: 'M12 16V5m0 0L7 10m5-5l5 5M5 20h14',
} as const

/** The name of an icon. */
export type IconName = keyof typeof paths

const namespace = 'http://www.w3.org/2000/svg'

/** Draws an icon; what it means has to be said by what it stands in. */
export function icon(name: IconName): SVGSVGElement {
  const drawing = document.createElementNS(namespace, 'svg')
  drawing.setAttribute('viewBox', '0 0 24 24')
  drawing.setAttribute('class', 'icon')
  drawing.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(namespace, 'path')
  path.setAttribute('d', paths[name])
  drawing.append(path)
  return drawing
}
