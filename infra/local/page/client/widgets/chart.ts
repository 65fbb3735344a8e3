import uPlot from 'uplot';
import type { ChartLine, WidgetBody } from '../../model.ts';
import { element } from '../dom.ts';
import { formatNumber, formatTick } from '../format.ts';
import { colorOf, ink } from './colors.ts';
import { stackLines } from './stack-lines.ts';

type Chart = Extract<WidgetBody, { kind: 'chart' }>;

/** Where no line has any value, an empty chart says less than a sentence. */
const isEmpty = ({ lines }: Chart): boolean => lines.every(({ values }) => values.every((value) => value === null));

/** A time series. It keeps its size to that of its box and is gone when its box is. */
export function drawChart(chart: Chart): HTMLElement {
  if (isEmpty(chart)) return element('p', { class: 'nothing' }, 'No values yet.');
  const box = element('div', { class: 'chart' });
  const canvas = element('div', { class: 'plot' });
  const legend = drawLegend(chart.lines);
  box.append(canvas, legend);
  let plot: uPlot | undefined;
  const observer = new ResizeObserver(() => {
    if (!box.isConnected) {
      observer.disconnect();
      plot?.destroy();
      return;
    }
    const size = { width: Math.floor(canvas.clientWidth), height: Math.floor(canvas.clientHeight) };
    if (size.width < 40 || size.height < 40) return;
    if (plot) plot.setSize(size);
    else plot = new uPlot({ ...optionsOf(chart), ...size }, dataOf(chart), canvas);
  });
  observer.observe(canvas);
  return box;
}

function drawLegend(lines: readonly ChartLine[]): HTMLElement {
  const list = element('ul', { class: 'legend' });
  for (const [i, { label, values, color }] of lines.entries()) {
    const latest = values.findLast((value) => value !== null);
    const mark = element('i');
    mark.style.background = color ?? colorOf(i);
    const text = latest === undefined || latest === null ? '–' : formatNumber(latest);
    list.append(element('li', { title: `${label}, latest value` }, mark, `${label} `, element('b', {}, text)));
  }
  return list;
}

const dataOf = ({ times, lines, look }: Chart): uPlot.AlignedData => {
  const drawn = look === 'stacked' ? stackLines(lines).reverse() : lines;
  return [[...times], ...drawn.map(({ values }) => [...values])] as uPlot.AlignedData;
};

function optionsOf({ lines, look, axes, marks, times }: Chart): Omit<uPlot.Options, 'width' | 'height'> {
  const order = look === 'stacked' ? [...lines.keys()].reverse() : [...lines.keys()];
  const hasRight = lines.some(({ axis }) => axis === 'right');
  const grid = { stroke: ink('--line'), width: 1 };
  const axis = {
    stroke: ink('--soft'),
    grid,
    ticks: { ...grid, size: 4 },
    font: '11px system-ui',
    labelFont: '11px system-ui',
  };
  const values = (_: uPlot, splits: number[]) => splits.map(formatTick);
  const label = (text: string | undefined) => (text === undefined ? {} : { label: text, labelSize: 16 });
  return {
    series: [
      {},
      ...order.map((i): uPlot.Series => {
        const line = lines[i];
        const color = line?.color ?? colorOf(i);
        return {
          label: line?.label ?? '',
          scale: line?.axis === 'right' ? 'right' : 'left',
          stroke: color,
          width: 1.5,
          spanGaps: true,
          ...(look === 'stacked' && { fill: `${color}55` }),
          ...(look === 'bar' && uPlot.paths.bars && { paths: uPlot.paths.bars({ size: [0.8, 40] }) }),
          ...(line?.axis === 'right' && { dash: [5, 4] }),
          points: { show: times.length <= 60, size: 4 },
        };
      }),
    ],
    scales: {
      left: { range: rangeOf(axes.left, marksOn('left', marks)) },
      right: { range: rangeOf(axes.right, marksOn('right', marks)) },
    },
    axes: [
      { ...axis, space: 60, size: 28, values: timesOfDay(times) },
      { ...axis, scale: 'left', size: 44, values, ...label(axes.left.label) },
      ...(hasRight
        ? [{ ...axis, scale: 'right', side: 1, size: 44, values, ...label(axes.right.label), grid: { show: false } }]
        : []),
    ],
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, points: { show: false } },
    padding: [10, hasRight ? 4 : 24, 0, 4],
    hooks: { draw: [(plot) => drawMarks(plot, marks)] },
  };
}

/** Seconds only where the whole chart is a matter of minutes. */
function timesOfDay(times: readonly number[]) {
  const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
  const format: Intl.DateTimeFormatOptions = {
    hour: '2-digit',
    minute: '2-digit',
    ...(span < 600 && { second: '2-digit' }),
  };
  return (_: uPlot, splits: number[]) => splits.map((at) => new Date(at * 1000).toLocaleTimeString('en-GB', format));
}

const marksOn = (side: 'left' | 'right', marks: Chart['marks']): number[] =>
  marks.filter(({ axis }) => axis === side).map(({ value }) => value);

/** A mark far above all values would press them flat, so it is drawn only where it is in reach. */
function rangeOf(axis: Chart['axes']['left'], marks: readonly number[]) {
  return (_: uPlot, low: number | null, high: number | null): uPlot.Range.MinMax => {
    const highest = high ?? 1;
    const reach = marks.filter((mark) => mark <= highest * 3);
    const min = axis.min ?? Math.min(low ?? 0, 0);
    const max = axis.max ?? Math.max(highest, ...reach) * 1.08;
    return [min, max > min ? max : min + 1];
  };
}

function drawMarks(plot: uPlot, marks: Chart['marks']): void {
  const { ctx, bbox } = plot;
  for (const { value, label, axis } of marks) {
    const y = plot.valToPos(value, axis, true);
    if (Number.isNaN(y) || y < bbox.top || y > bbox.top + bbox.height) continue;
    ctx.save();
    ctx.strokeStyle = ink('--alarm');
    ctx.fillStyle = ink('--alarm');
    ctx.setLineDash([6, 4]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.font = `${11 * devicePixelRatio}px system-ui`;
    ctx.fillText(label, bbox.left + 6, y - 4);
    ctx.restore();
  }
}
