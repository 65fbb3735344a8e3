import type { MarketingView, RecordPage, TenantView } from '../../model.ts';
import { byId, element, getJson } from '../dom.ts';
import { formatNumber } from '../format.ts';
import { type Draw, drawCatalog, drawContacts, drawOrders, drawOther, drawRejections } from './records.ts';

/** One thing to look at: what it is called, where it is asked for, how it is drawn. */
interface Topic {
  readonly path: string;
  readonly label: string;
  readonly count: number | null;
  readonly draw: Draw;
}

/** @returns the function that asks anew what Marketing holds */
export function openMarketing(): () => Promise<void> {
  const head = element('div', { class: 'topics' });
  const body = element('div', { class: 'page' });
  const pager = element('div', { class: 'pager' });
  byId('marketing').replaceChildren(head, body, pager);
  let tenantId = '';
  let path = '';
  /** Where the pages begin that were looked at on the way to this one. */
  let trail: number[] = [0];
  let shown = '';

  const refresh = async (): Promise<void> => {
    const view = await getJson<MarketingView>('marketing');
    const tenant = view.tenants.find((each) => each.tenantId === tenantId) ?? view.tenants[0];
    if (!tenant) return;
    tenantId = tenant.tenantId;
    const topics = topicsOf(tenant, view.hasPictures);
    const topic = topics.find((each) => each.path === path) ?? topics[0];
    drawHead(view, tenant, topics, topic);
    if (topic) await drawPage(topic);
    else body.replaceChildren(element('p', { class: 'nothing' }, 'Nothing of this account can be shown.'));
  };

  const go = (change: () => void) => () => {
    change();
    void refresh();
  };

  function drawHead(view: MarketingView, tenant: TenantView, topics: readonly Topic[], current?: Topic): void {
    const content = JSON.stringify([view, current?.path]);
    if (head.dataset.content === content) return;
    head.dataset.content = content;
    head.replaceChildren();
    if (view.tenants.length > 1) {
      const select = element('select');
      for (const each of view.tenants) select.append(new Option(each.tenantId, each.tenantId));
      select.value = tenant.tenantId;
      select.addEventListener('change', () => {
        tenantId = select.value;
        trail = [0];
        void refresh();
      });
      head.append(element('label', {}, 'Tenant ', select));
    }
    for (const topic of topics) {
      const button = element('button', {}, `${topic.label} `, element('b', {}, countOf(topic.count)));
      button.type = 'button';
      button.setAttribute('aria-pressed', String(topic.path === current?.path));
      button.addEventListener(
        'click',
        go(() => {
          path = topic.path;
          trail = [0];
        }),
      );
      head.append(button);
    }
    if (!tenant.isSimulated) head.append(drawCountsOnly(tenant));
  }

  async function drawPage(topic: Topic): Promise<void> {
    path = topic.path;
    const from = trail.at(-1) ?? 0;
    const page = await getJson<RecordPage>(`marketing/${encodeURIComponent(tenantId)}/${topic.path}?from=${from}`);
    const content = JSON.stringify([topic.path, page]);
    if (content === shown) return;
    shown = content;
    body.replaceChildren(
      page.items.length === 0 ? element('p', { class: 'nothing' }, 'Nothing here yet.') : topic.draw(page.items),
    );
    const turn = (label: string, isPossible: boolean, change: () => void): HTMLElement => {
      const button = element('button', {}, label);
      button.type = 'button';
      button.disabled = !isPossible;
      button.addEventListener('click', go(change));
      button.addEventListener('click', () => head.scrollIntoView());
      return button;
    };
    pager.replaceChildren(
      turn('← Back', trail.length > 1, () => trail.pop()),
      element('span', {}, `Page ${trail.length}`),
      turn('Next →', page.next !== undefined, () => trail.push(page.next ?? 0)),
    );
  }

  return refresh;
}

const countOf = (count: number | null): string => (count === null ? '?' : formatNumber(count));

function topicsOf(tenant: TenantView, hasPictures: boolean): Topic[] {
  const rejections = { path: 'rejections', label: 'Rejections', count: tenant.rejections, draw: drawRejections };
  if (!tenant.isSimulated) return [rejections];
  const draws = { orders: drawOrders, catalog: drawCatalog(hasPictures), other: drawOther };
  return [
    { path: 'contacts', label: 'Contacts', count: tenant.contacts, draw: drawContacts },
    ...tenant.collections.map(({ name, kind, records }) => ({
      path: `collections/${encodeURIComponent(name)}`,
      label: name,
      count: records,
      draw: draws[kind],
    })),
    rejections,
  ];
}

function drawCountsOnly({ contacts, collections }: TenantView): HTMLElement {
  const counts = [['Contacts in the list', contacts] as const, ...collections.map((c) => [c.name, c.records] as const)];
  const text = counts.map(([name, count]) => `${name}: ${countOf(count)}`).join(' · ');
  return element(
    'p',
    { class: 'notes' },
    `${text}. The records of an account that is not simulated are not shown here.`,
  );
}
