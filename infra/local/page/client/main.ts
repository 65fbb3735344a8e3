/** The page of `npm start`: the stack's own dashboard with what was measured on this machine, and what is in Marketing. */
import { openDashboard } from './dashboard.ts';
import { byId } from './dom.ts';
import { openMarketing } from './marketing/marketing.ts';

const REFRESH_EVERY_MS = 3_000;

const TABS = { dashboard: openDashboard(), marketing: openMarketing() } as const;
type TabName = keyof typeof TABS;
const NAMES = Object.keys(TABS) as TabName[];

let current: TabName = 'dashboard';

function show(name: TabName): void {
  current = name;
  for (const each of NAMES) {
    byId(each).hidden = each !== name;
    byId(`tab-${each}`).setAttribute('aria-selected', String(each === name));
  }
  void refresh();
}

async function refresh(): Promise<void> {
  if (document.hidden) return;
  try {
    await TABS[current]();
    document.body.classList.remove('gone');
  } catch (error) {
    document.body.classList.add('gone');
    byId('standing').textContent =
      error instanceof TypeError ? 'npm start is not running any more' : error instanceof Error ? error.message : '';
  }
}

async function goOn(): Promise<void> {
  await refresh();
  setTimeout(goOn, REFRESH_EVERY_MS);
}

const nameIn = (hash: string): TabName => NAMES.find((name) => `#${name}` === hash) ?? 'dashboard';
for (const name of NAMES) {
  byId(`tab-${name}`).addEventListener('click', () => {
    location.hash = name;
  });
}
addEventListener('hashchange', () => show(nameIn(location.hash)));
show(nameIn(location.hash));
void goOn();
