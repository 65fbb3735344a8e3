import { Command } from 'commander';
import { journalIn, numberOption, runStandalone } from '../http/standalone.ts';
import { type CommercetoolsSimulator, startCommercetoolsSimulator } from './simulator.ts';

interface Options {
  port: number;
  latency: number;
  latencySpread: number;
  seed: number;
  gzip: boolean;
  project?: string;
  clientId: string;
  clientSecret: string;
  customers: number;
  products: number;
  orders: number;
  data?: string;
}

const program = new Command('simulate:commercetools')
  .description(
    'Serves the parts of the commercetools HTTP API that the sync reads, on 127.0.0.1. Driven over /_simulator.',
  )
  .option('--port <number>', 'port to listen on; 0 takes a free one', numberOption(0, 65_535), 0)
  .option('--latency <ms>', 'delay of every answer', numberOption(0, 600_000, 'any'), 0)
  .option('--latency-spread <ms>', 'up to so much more, at random', numberOption(0, 600_000, 'any'), 0)
  .option('--seed <number>', 'repeats random latency, faults and the shop', numberOption(0, 4_294_967_295), 1)
  .option('--gzip', 'compress answers for clients that accept it', false)
  .option('--project <key>', 'create this project with a demo shop and one API client')
  .option('--client-id <id>', 'API client of that project', 'demo-client')
  .option('--client-secret <secret>', 'its secret', 'demo-secret')
  .option('--customers <number>', 'customers in that shop', numberOption(0, 5_000_000), 1000)
  .option('--products <number>', 'products in that shop', numberOption(0, 1_000_000), 300)
  .option('--orders <number>', 'orders in that shop', numberOption(0, 5_000_000), 2000)
  .option('--data <directory>', 'keep here what is changed, and go on with it at the next start')
  .addHelpText(
    'after',
    `
Prints {"ready":true,"url":"…"} on stdout once it listens; that URL is both the API host and the auth host.

Examples:
  npm run simulate:commercetools -- --port 8989 --latency 20
  npm run simulate:commercetools -- --project acme --customers 20000
  curl -X POST http://127.0.0.1:8989/_simulator/projects -d '{"key":"acme"}'
`,
  );

/** Over the control endpoints, so that a journal has it too. A project that is there already is left alone. */
const openShop = async (simulator: CommercetoolsSimulator, options: Options): Promise<void> => {
  const { project: key, clientId, clientSecret, seed, customers, products, orders } = options;
  if (key === undefined || simulator.projects.has(key)) return;
  const order = async (path: string, body: object): Promise<void> => {
    const answer = await fetch(`${simulator.url}/_simulator/${path}`, { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(await answer.text());
  };
  await order('projects', { key, clients: [{ clientId, clientSecret }] });
  await order(`projects/${key}/shop`, { seed, customers, products, orders });
};

const start = async (): Promise<CommercetoolsSimulator> => {
  const options = program.parse().opts<Options>();
  const simulator = await startCommercetoolsSimulator({
    port: options.port,
    latencyMs: options.latency,
    latencySpreadMs: options.latencySpread,
    seed: options.seed,
    gzip: options.gzip,
    ...journalIn(options.data, 'commercetools'),
  });
  await openShop(simulator, options);
  return simulator;
};

runStandalone(start).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
