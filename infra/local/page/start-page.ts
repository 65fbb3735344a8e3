import type { Session } from '../session.ts';
import { TemplateError } from '../template/resolve.ts';
import { readDashboards } from './dashboard/read-dashboard.ts';
import { readGivenAccount } from './marketing/given-account-reader.ts';
import { MarketingTab } from './marketing/marketing-tab.ts';
import { readSimulatedAccount } from './marketing/simulated-account-reader.ts';
import { createAnswer } from './server/answer.ts';
import { type PageServer, startPageServer } from './server/page-server.ts';

/** States of alarms carry the time of their change, so they are looked at whether anybody watches or not. */
const EVALUATE_EVERY_MS = 5_000;

/**
 * Serves the stack's own dashboard with what was measured here, and what is in Marketing now.
 * @throws Error when the port is not free; TemplateError when the templates have no dashboard
 */
export async function startPage({ stack, demo }: Session, port: number): Promise<PageServer> {
  const { template, telemetry, stores } = stack;
  const [dashboard] = readDashboards(template);
  if (!dashboard) throw new TemplateError('The templates have no dashboard.');
  const simulator = demo.simulators.marketing;
  const isShopSimulated = demo.simulators.commercetools !== undefined;
  const marketing = new MarketingTab({
    tenants: demo.tenants.map(({ tenantId, marketing: account }) => ({
      tenantId,
      account: account.user,
      reader: simulator ? readSimulatedAccount(simulator, account.user) : readGivenAccount(account),
    })),
    rejections: stores.rejections,
    hasPictures: !isShopSimulated,
  });
  const server = await startPageServer({
    port,
    answer: createAnswer({ dashboard, telemetry, marketing }),
    loadsPictures: !isShopSimulated,
  });
  const timer = setInterval(() => telemetry.alarms.evaluate(telemetry.now()), EVALUATE_EVERY_MS);
  return {
    url: server.url,
    close: async () => {
      clearInterval(timer);
      await server.close();
    },
  };
}
