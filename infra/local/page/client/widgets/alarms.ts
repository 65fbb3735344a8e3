import type { AlarmView } from '../../model.ts';
import { element } from '../dom.ts';
import { formatAge } from '../format.ts';

const WORDS = { OK: 'OK', ALARM: 'In alarm', INSUFFICIENT_DATA: 'No data yet' } as const;

const LOOKS = { OK: 'good', ALARM: 'bad', INSUFFICIENT_DATA: 'open' } as const;

/** The names of a deployment's alarms begin alike; what tells them apart is their end. */
const shortName = (name: string): string => name.split('-').at(-1) ?? name;

export function drawAlarms(alarms: readonly AlarmView[], nowMs: number): HTMLElement {
  const order = { ALARM: 0, INSUFFICIENT_DATA: 1, OK: 2 };
  const sorted = [...alarms].sort((a, b) => order[a.state] - order[b.state]);
  const list = element('ul', { class: 'alarm-list' });
  for (const { name, description, state, sinceMs, problem } of sorted) {
    list.append(
      element(
        'li',
        { class: `alarm ${LOOKS[state]}`, title: problem ?? description },
        element('strong', {}, shortName(name)),
        element('span', {}, `${WORDS[state]} for ${formatAge(nowMs - sinceMs)}`),
      ),
    );
  }
  return list;
}
