import type { WidgetBody } from '../../model.ts';
import { element } from '../dom.ts';
import { formatNumber } from '../format.ts';

type Numbers = Extract<WidgetBody, { kind: 'numbers' }>;

export function drawNumbers({ numbers, look, range }: Numbers): HTMLElement {
  const list = element('dl', { class: 'number-list' });
  for (const { label, value } of numbers) {
    const shown = element('dd', {}, value === null ? '–' : formatNumber(value));
    if (look === 'gauge' && value !== null) {
      const meter = element('meter');
      meter.min = range.min ?? 0;
      meter.max = range.max ?? 100;
      meter.value = value;
      shown.append(meter);
    }
    list.append(element('div', {}, element('dt', {}, label), shown));
  }
  return list;
}
