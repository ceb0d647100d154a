import type { Bar, Panel } from './question.js'
import { shortNumber } from './verdict.js'

const WIDTH = 860
const LABELS = 290
const VALUES = 90
const ROW = 20
const TITLE = 34
const COLORS = { ours: '#0a7d5a', limit: '#8a8f98', peer: '#b9cbe4' }

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const colorOf = ({ isOurs, isLimit }: Bar) => (isOurs ? COLORS.ours : isLimit ? COLORS.limit : COLORS.peer)

const heightOf = ({ bars }: Panel) => TITLE + bars.length * ROW + 14

function barText(bar: Bar, y: number, longest: number, unit: string): string {
  const width = Math.max(1, ((WIDTH - LABELS - VALUES) * Math.max(0, bar.value)) / longest)
  const weight = bar.isOurs ? ' font-weight="bold"' : ''
  return [
    `<text x="${LABELS - 8}" y="${y + 13}" text-anchor="end"${weight}>${escape(bar.label)}</text>`,
    `<rect x="${LABELS}" y="${y + 2}" width="${width.toFixed(1)}" height="${ROW - 6}" fill="${colorOf(bar)}"/>`,
    `<text x="${(LABELS + width + 6).toFixed(1)}" y="${y + 13}"${weight}>${shortNumber(bar.value)} ${unit}</text>`,
  ].join('\n')
}

function panelText(panel: Panel, top: number): string {
  const longest = Math.max(...panel.bars.map(({ value }) => value))
  const bars = panel.bars.map((bar, i) => barText(bar, top + TITLE + i * ROW, longest, panel.unit))
  return [`<text x="8" y="${top + 22}" font-size="14" font-weight="bold">${escape(panel.title)}</text>`, ...bars].join(
    '\n',
  )
}

/** Horizontal bars from zero, shorter is better, one scale a panel. */
export function plot(panels: readonly Panel[]): string {
  let height = 0
  const texts = panels.map(panel => {
    const text = panelText(panel, height)
    height += heightOf(panel)
    return text
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title" font-family="sans-serif" font-size="12" fill="#222">`,
    '<title id="title">What poolpass costs, beside its peers and the limit</title>',
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    ...texts,
    '</svg>\n',
  ].join('\n')
}
