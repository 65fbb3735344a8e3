import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { announcementOf } from '../../infra/local/announcement.ts';
import type { Prompter } from '../../infra/ops/prompter.ts';
import { type Outcome, runOps } from '../ops/run-ops.ts';
import type { World } from './world.ts';

/** The command line, pointed at the stack of a world. */
export interface Operator {
  /** Where further files may lie. */
  readonly directory: string;
  run(...argv: string[]): Promise<Outcome>;
  answering(ask: Prompter): (...argv: string[]) => Promise<Outcome>;
  done(): void;
}

export function operatorOf(world: World): Operator {
  const directory = mkdtempSync(join(tmpdir(), 'ops-'));
  writeFileSync(join(directory, 'stack.json'), JSON.stringify(announcementOf(world.session)));
  const here = ['--local-stack', directory];
  return {
    directory,
    run: (...argv) => runOps([...argv, ...here]),
    answering:
      (ask) =>
      (...argv) =>
        runOps([...argv, ...here], ask),
    done: () => rmSync(directory, { recursive: true }),
  };
}

/** A person who answers each question by what it says; a question nobody thought of fails the test. */
export function scripted(answers: Readonly<Record<string, string | boolean>>): Prompter & { asked: string[] } {
  const asked: string[] = [];
  const answer = (message: string): string | boolean => {
    asked.push(message);
    const found = Object.entries(answers).find(([words]) => message.includes(words));
    if (!found) throw new Error(`Nobody answers "${message}".`);
    return found[1];
  };
  return {
    asked,
    text: async (message, { check } = {}) => {
      const text = String(answer(message));
      const fault = check?.(text);
      if (fault) throw new Error(`"${text}" is refused: ${fault}`);
      return text;
    },
    secret: async (message) => String(answer(message)),
    confirm: async (message) => answer(message) === true,
    choose: async (message, choices) => {
      const label = String(answer(message));
      const choice = choices.find((one) => one.label === label);
      if (!choice) throw new Error(`"${label}" is not offered: ${choices.map((one) => one.label).join(', ')}`);
      return choice.value;
    },
  };
}

/** Stands between the sync and Marketing and keeps the bodies of all imports. */
export async function startRecorder(target: string) {
  const bodies: { path: string; body: Record<string, unknown> }[] = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    if (request.method === 'PUT') bodies.push({ path: request.url ?? '', body: JSON.parse(body.toString('utf8')) });
    const { host: _, connection: __, 'content-length': ___, 'transfer-encoding': ____, ...headers } = request.headers;
    const answer = await fetch(`${target}${request.url}`, {
      method: request.method ?? 'GET',
      headers: headers as Record<string, string>,
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    const skipped = new Set(['content-encoding', 'content-length', 'transfer-encoding', 'connection']);
    response.writeHead(answer.status, [...answer.headers].filter(([name]) => !skipped.has(name)).flat());
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Elements of imports, as JSON text: contacts, or the records of one collection. */
    elements: (collection?: string): string[] =>
      bodies
        .filter(({ body }) => body.collectionName === collection)
        .flatMap(({ body }) => (body.contacts ?? body.records ?? []) as unknown[])
        .map((element) => JSON.stringify(element)),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
