import { type Demo, startDemo } from '../../../infra/local/demo/demo.ts';
import type { DemoTenant } from '../../../infra/local/demo/servers.ts';
import type { SimulatorProcess } from '../../../infra/local/demo/simulator-process.ts';
import type { ApiName, Exchange } from '../recording/exchange.ts';
import { type RecordingProxy, startRecordingProxy } from '../recording/recording-proxy.ts';

/** A demo shop and its account, reached through proxies that write down every call. */
export interface RecordedWorld {
  /** Its addresses are those of the proxies. */
  readonly tenant: DemoTenant;
  readonly demo: Demo;
  /** In the order in which they ended; grows while there is traffic. */
  readonly exchanges: readonly Exchange[];
  /** To be driven past the proxies. */
  readonly simulators: Readonly<Record<ApiName, SimulatorProcess>>;
  /** A proxy in front of another address of the same server, such as the host of another region. */
  alsoAt(api: ApiName, path: string): Promise<string>;
  close(): Promise<void>;
}

/** @param customers in the shop; products and orders follow from it */
export async function openRecordedWorld(customers: number): Promise<RecordedWorld> {
  const demo = await startDemo({
    commercetools: 'simulator',
    marketing: 'simulator',
    tenants: 1,
    customers,
    seed: 1,
    latencyMs: 0,
  });
  const exchanges: Exchange[] = [];
  const proxies: RecordingProxy[] = [];
  const close = async () => {
    await Promise.all(proxies.map((proxy) => proxy.close()));
    await demo.stop();
  };
  const record = async (api: ApiName, target: string) => {
    const proxy = await startRecordingProxy({ api, target, onExchange: (exchange) => exchanges.push(exchange) });
    proxies.push(proxy);
    return proxy.url;
  };
  try {
    const [tenant] = demo.tenants;
    const { commercetools, marketing } = demo.simulators;
    if (!tenant || !commercetools || !marketing) throw new Error('The demo has come without its tenant or simulators.');
    const shopUrl = await record('commercetools', commercetools.url);
    const accountUrl = await record('marketing', marketing.url);
    const simulators = { commercetools, marketing };
    return {
      tenant: {
        ...tenant,
        commercetools: { ...tenant.commercetools, apiUrl: shopUrl, authUrl: shopUrl },
        marketing: { ...tenant.marketing, apiUrl: accountUrl },
      },
      demo,
      exchanges,
      simulators,
      alsoAt: (api, path) => record(api, simulators[api].url + path),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
