/**
 * A line for each target inside the HTML page. As with the bars, places along the width are percentages and
 * text is not scaled, so one drawing suits every width; and it has no colours of its own. Lines differ in
 * dashes and in the shapes of their points as well as in colour.
 */
import { escapeMarkup } from './escape-markup.js';

export interface LineChart {
  /** Unique in the page; the ids of the parts begin with it. */
  readonly id: string;
  readonly title: string;
  /** Below the axis, evenly spaced. */
  readonly labels: readonly string[];
  readonly lines: readonly ChartLine[];
  /** Whether the axis is in powers of ten; else it starts at zero. */
  readonly isLogarithmic: boolean;
  readonly format: (value: number) => string;
}

export interface ChartLine {
  readonly name: string;
  /** Of the style sheet: `subject`, or `other-1` to `other-4`. */
  readonly style: string;
  /** Null where there is nothing to draw. `x` from 0 to 1. */
  readonly points: readonly { readonly x: number; readonly y: number | null }[];
  /** Many points make a line of their own. */
  readonly hasMarks: boolean;
}

const HEIGHT = 132;
const TOP = 12;
const AXIS = 22;
/** Room for the figures of the axis and for half a mark at the end, as shares of the width. */
const LEFT = 0.13;
const RIGHT = 0.015;

export function renderLineChart(chart: LineChart): string {
  const { id, title, labels, lines } = chart;
  const scale = scaleOf(chart);
  const bottom = TOP + HEIGHT;
  return [
    `<svg class="chart lines" role="img" aria-labelledby="${id}-title ${id}-desc" width="100%" height="${bottom + AXIS}">`,
    `<title id="${id}-title">${escapeMarkup(title)}</title>`,
    `<desc id="${id}-desc">${escapeMarkup(lines.map((line) => describeLine(line, chart)).join('; '))}</desc>`,
    ...scale.ticks.flatMap((tick) => {
      const y = number(scale.at(tick));
      return [
        `<line class="grid" x1="${LEFT * 100 - 2}%" y1="${y}" x2="100%" y2="${y}"/>`,
        `<text class="tick first" x="0" y="${number(scale.at(tick) + 4)}">${escapeMarkup(chart.format(tick))}</text>`,
      ];
    }),
    ...labels.map((label, index) => {
      const place = index > 0 && index === labels.length - 1 ? 'last' : 'inner';
      const x = across(labels.length === 1 ? 0 : index / (labels.length - 1));
      return `<text class="tick ${place}" x="${x}" y="${bottom + 16}">${escapeMarkup(label)}</text>`;
    }),
    ...lines.flatMap((line) => drawLine(line, scale.at)),
    '</svg>',
  ].join('\n');
}

/** A short piece of a line with its mark, for a legend. */
export function lineSample(style: string): string {
  return `<svg class="chart sample" width="34" height="12" aria-hidden="true"><line class="line ${style}" x1="0" y1="6" x2="100%" y2="6"/>${mark(style, '50%', 6)}</svg>`;
}

function drawLine(
  { points, style, hasMarks }: ChartLine,
  at: (value: number) => number,
): readonly string[] {
  const seen = points.flatMap(({ x, y }) => (y === null ? [] : [{ x: across(x), y: at(y) }]));
  const segments = seen.slice(1).map((to, index) => {
    const from = seen[index]!;
    return `<line class="line ${style}" x1="${from.x}" y1="${number(from.y)}" x2="${to.x}" y2="${number(to.y)}"/>`;
  });
  return hasMarks ? [...segments, ...seen.map(({ x, y }) => mark(style, x, y))] : segments;
}

/** A shape for each style, as not everybody can tell the colours apart. */
function mark(style: string, x: string, y: number): string {
  const shape = SHAPES[style] ?? SHAPES['subject']!;
  return `<svg x="${x}" y="${number(y)}" overflow="visible"><path class="mark ${style}" d="${shape}"/></svg>`;
}

const SHAPES: Readonly<Record<string, string>> = {
  subject: 'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z',
  'other-1': 'M-3.2-3.2h6.4v6.4h-6.4z',
  'other-2': 'M0-4.4L4.2 3.2H-4.2z',
  'other-3': 'M0-4.6L4.6 0L0 4.6L-4.6 0z',
  'other-4': 'M0 4.4L4.2-3.2H-4.2z',
};

function describeLine({ name, points }: ChartLine, { labels, format }: LineChart): string {
  const ends = [points[0], points.at(-1)].map((point) =>
    point?.y === null || point === undefined ? 'nothing' : format(point.y),
  );
  return `${name} from ${ends[0]} at ${labels[0] ?? ''} to ${ends[1]} at ${labels.at(-1) ?? ''}`;
}

interface Scale {
  /** Pixels from the top. */
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

function scaleOf({ lines, isLogarithmic }: LineChart): Scale {
  const values = lines
    .flatMap(({ points }) => points.flatMap(({ y }) => y ?? []))
    .filter((value) => value > 0);
  const highest = Math.max(1e-9, ...values);
  if (!isLogarithmic) {
    const step = niceStep(highest / 3);
    const top = step * Math.ceil(highest / step);
    const count = Math.round(top / step);
    return {
      at: (value) => TOP + HEIGHT * (1 - Math.min(1, Math.max(0, value / top))),
      ticks: Array.from({ length: count + 1 }, (_, index) => index * step),
    };
  }
  const from = Math.floor(Math.log10(Math.min(highest, ...values)));
  const to = Math.max(from + 1, Math.ceil(Math.log10(highest)));
  return {
    at: (value) => {
      const share = value > 0 ? (Math.log10(value) - from) / (to - from) : 0;
      return TOP + HEIGHT * (1 - Math.min(1, Math.max(0, share)));
    },
    ticks: Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index)),
  };
}

/** 1, 2 or 5 times a power of ten, and not below `atLeast`. */
function niceStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(atLeast));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= atLeast * 0.999)!;
}

function across(share: number): string {
  return `${number((LEFT + share * (1 - LEFT - RIGHT)) * 100)}%`;
}

function number(value: number): string {
  return String(Number(value.toFixed(2)));
}
