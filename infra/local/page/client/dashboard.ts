import type { DashboardView, WidgetView } from '../model.ts';
import { byId, element, getJson } from './dom.ts';
import { formatAge } from './format.ts';
import { drawAlarms } from './widgets/alarms.ts';
import { drawChart } from './widgets/chart.ts';
import { drawNumbers } from './widgets/numbers.ts';
import { drawTable } from './widgets/table.ts';
import { drawText } from './widgets/text.ts';

interface Choice {
  minutes: string;
  step: string;
}

const choice: Choice = { minutes: '', step: 'fine' };

const CHOICES = {
  minutes: [
    ['', 'Since the start'],
    ['5', 'Last 5 minutes'],
    ['15', 'Last 15 minutes'],
    ['60', 'Last hour'],
    ['180', 'Last 3 hours'],
  ],
  step: [
    ['fine', 'Finer than in AWS'],
    ['deployed', "The widgets' own periods"],
  ],
} as const;

/** @returns the function that draws the dashboard anew */
export function openDashboard(): () => Promise<void> {
  const grid = element('div', { class: 'grid' });
  const drawn = new Map<number, string>();
  const refresh = async (): Promise<void> => {
    const view = await getJson<DashboardView>(`dashboard?${new URLSearchParams({ ...choice })}`);
    showStanding(view);
    for (const [i, widget] of view.widgets.entries()) {
      // What has not changed stays: a chart that is drawn anew loses the pointer that is on it.
      const content = JSON.stringify([widget, widget.body.kind === 'alarms' && view.nowMs]);
      if (drawn.get(i) === content) continue;
      drawn.set(i, content);
      const box = drawWidget(widget, view.nowMs);
      const before = grid.children[i];
      if (before) before.replaceWith(box);
      else grid.append(box);
    }
  };
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  scheme.addEventListener('change', () => {
    drawn.clear();
    void refresh();
  });
  byId('dashboard').replaceChildren(drawControls(refresh), grid);
  return refresh;
}

function drawControls(refresh: () => Promise<void>): HTMLElement {
  const controls = element('form', { class: 'controls' });
  for (const [name, label] of [
    ['minutes', 'Time'],
    ['step', 'Drawn by'],
  ] as const) {
    const select = element('select');
    select.name = name;
    for (const [value, text] of CHOICES[name]) select.append(new Option(text, value));
    select.addEventListener('change', () => {
      choice[name] = select.value;
      void refresh();
    });
    controls.append(element('label', {}, `${label} `, select));
  }
  return controls;
}

function showStanding({ alarms, nowMs, startedMs }: DashboardView): void {
  const count = alarms.filter(({ state }) => state === 'ALARM').length;
  const standing = byId('standing');
  standing.className = count > 0 ? 'bad' : 'good';
  const alarmText = count === 0 ? 'no alarm' : count === 1 ? '1 alarm' : `${count} alarms`;
  standing.textContent = `${alarmText} · measured for ${formatAge(nowMs - startedMs)}`;
}

function drawWidget(widget: WidgetView, nowMs: number): HTMLElement {
  const { title, notes, x, y, width, height, body } = widget;
  const box = element('article', { class: `widget ${body.kind}` });
  for (const [name, value] of Object.entries({ x, y, width, height }))
    box.style.setProperty(`--${name}`, String(value));
  if (title !== '') box.append(element('h3', {}, title));
  box.append(drawBody(widget, nowMs));
  if (notes.length > 0) box.append(element('p', { class: 'notes' }, notes.join(' · ')));
  return box;
}

function drawBody({ body }: WidgetView, nowMs: number): HTMLElement {
  switch (body.kind) {
    case 'text':
      return drawText(body.blocks);
    case 'chart':
      return drawChart(body);
    case 'numbers':
      return drawNumbers(body);
    case 'alarms':
      return drawAlarms(body.alarms, nowMs);
    case 'table':
      return drawTable(body);
    case 'missing':
      return element('p', { class: 'nothing' }, body.reason);
  }
}
