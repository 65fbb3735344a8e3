import { readFileSync } from 'node:fs';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SHOP_CATALOGS } from '../../infra/local/demo/simulated-shop.ts';
import { clientConfig } from '../../infra/local/emulators/aws-place.ts';
import { startDynamoDb } from '../../infra/local/emulators/dynamodb.ts';
import type { Emulator } from '../../infra/local/emulators/emulator.ts';
import { startSqs } from '../../infra/local/emulators/sqs.ts';
import { eventually } from '../support/eventually.ts';
import { type RecordingProxy, startRecordingProxy } from '../support/recording-proxy.ts';
import { synthesizeApp, type TestDirectory, World } from './world.ts';

const SECONDS = 1000;

/** Nobody is called that and nothing in the product is: wherever one of these turns up, a person's data have got out. */
const MARKS = {
  firstName: 'Quillfeather',
  lastName: 'Ozymandrake',
  email: 'quillfeather.ozymandrake@person.example',
  street: 'Wumblegate',
  city: 'Zwerchstadt',
  phone: '+49 555 0199887',
  company: 'Fizzlewhump',
  dateOfBirth: '1907-03-19',
  lineItem: 'Brobdingnag',
  password: 'simulated-password-hash',
};

const { firstName, lastName, email, street, city, phone, company, dateOfBirth, lineItem } = MARKS;
const ADDRESS = { firstName, lastName, streetName: street, city, phone, company, country: 'DE', email };
const CONFESSION = `The record of ${firstName} ${lastName} <${email}> at ${street} is wrong`;

interface Listed {
  readonly id: string;
  readonly email?: string;
  readonly customerEmail?: string;
  readonly customerId?: string;
  readonly lineItems?: readonly Record<string, unknown>[];
}

describe('personal data', () => {
  let assembly: TestDirectory;
  let emulators: Emulator[];
  let proxies: RecordingProxy[];
  let world: World;
  let emails: string[];

  const recordsOf = async (resource: string) =>
    (await world.control('commercetools', 'GET', `projects/demo/records/${resource}`)) as Listed[];
  const change = (resource: string, id: string, fields: object) =>
    world.control('commercetools', 'PATCH', `projects/demo/records/${resource}/${id}`, fields);
  const fail = (side: 'commercetools' | 'marketing', path: string, times: number, status: number, json: object) =>
    world.control(side, 'POST', 'faults', { path, times, action: { type: 'status', status, json } });

  beforeAll(async () => {
    assembly = await synthesizeApp();
    emulators = [await startDynamoDb(), await startSqs('eu-central-1')];
    proxies = await Promise.all(emulators.map(({ url }) => startRecordingProxy(url)));
    const [dynamodb, sqs] = proxies;
    world = await World.open({
      assembly,
      customers: 150,
      shop: { orders: 120, products: 15 },
      settings: { catalogs: SHOP_CATALOGS },
      environment: { AWS_ENDPOINT_URL_DYNAMODB: dynamodb?.url ?? '', AWS_ENDPOINT_URL_SQS: sqs?.url ?? '' },
    });
    await plant();
    await spoilAnswers();
    world.session.stack.ticker.tick();
    await sendMalformed();
    await world.untilLevel();
    await world.tickUntilLevel();
    // A second window, with everything changed once more: live, and rejections that were known before.
    await plant();
    await world.control('commercetools', 'POST', 'clock', { ms: 61 * SECONDS });
    await world.tickUntilLevel();
    await eventually(() => /"messageFailed"/.test(readLog()) || undefined);
  }, 180 * SECONDS);

  afterAll(async () => {
    await world?.close();
    await Promise.all(proxies.map((proxy) => proxy.close()));
    await Promise.all(emulators.map((emulator) => emulator.close()));
    assembly.remove();
  });

  const readLog = () => readFileSync(world.session.stack.log.file, 'utf8');

  /** A customer, a customer that Marketing refuses, an order of a customer and one of a guest, all with the marks. */
  async function plant(): Promise<void> {
    const customers = await recordsOf('customers');
    const orders = await recordsOf('orders');
    const [plain, refused] = customers.slice(60);
    const ofCustomer = orders.find(({ customerId }) => customerId !== undefined);
    const ofGuest = orders.find(({ customerId }) => customerId === undefined);
    const person = { firstName, lastName, dateOfBirth, companyName: company, addresses: [{ ...ADDRESS, id: 'a1' }] };
    await change('customers', plain?.id ?? '', { ...person, email });
    await change('customers', refused?.id ?? '', { ...person, email: `refused.${email}` });
    for (const [order, name] of [
      [ofCustomer, ''],
      [ofGuest, 'guest.'],
    ] as const) {
      await change('orders', order?.id ?? '', {
        customerEmail: `${name}${email}`,
        billingAddress: ADDRESS,
        shippingAddress: ADDRESS,
        lineItems: order?.lineItems?.map((line) => ({ ...line, name: { en: lineItem, de: lineItem } })),
      });
    }
    const addresses = [...(await recordsOf('customers')), ...(await recordsOf('orders'))];
    emails = addresses
      .flatMap((record) => record.email ?? record.customerEmail ?? [])
      .filter((text) => text.length > 8);
    await world.control('marketing', 'POST', `accounts/${world.userOf()}/rejections`, {
      identifier: 'email',
      value: `refused.${email}`,
      failureCode: email,
      description: CONFESSION,
    });
  }

  /** Both sides answer once with errors that quote what they were given, as a JSON body and as a page. */
  async function spoilAnswers(): Promise<void> {
    const invalid = { statusCode: 400, message: CONFESSION, errors: [{ code: 'InvalidInput', message: CONFESSION }] };
    await fail('commercetools', '*/customers', 1, 400, invalid);
    await fail('commercetools', '*/orders', 1, 502, { html: CONFESSION });
    const refusal = { errorCode: email, description: CONFESSION, details: [{ item: email, message: CONFESSION }] };
    await fail('marketing', '*/import', 1, 400, refusal);
    // More often than one invocation tries, so that the step is put off.
    await fail('marketing', '*/import*', 12, 500, { message: CONFESSION });
  }

  /** Messages that are none of ours, straight onto the queues. */
  async function sendMalformed(): Promise<void> {
    const { place, queueUrls } = world.session.stack;
    const sqs = new SQSClient({
      ...clientConfig(place, 'sqs'),
      endpoint: emulators[1]?.url ?? '',
      useQueueUrlAsEndpoint: false,
    });
    const bodies = [
      CONFESSION,
      { type: 'page', customer: CONFESSION },
      { version: 1, type: 'open', tenantId: 7, email },
    ];
    for (const [name, url] of queueUrls) {
      if (/DeadLetter|Failure/.test(name)) continue;
      for (const body of bodies) {
        const MessageBody = typeof body === 'string' ? body : JSON.stringify(body);
        await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody }));
      }
    }
    sqs.destroy();
  }

  /** The values that are found in a text, by what they are. */
  const findIn = (text: string): string[] => {
    const lower = text.toLowerCase();
    const marks = Object.entries(MARKS).filter(([, value]) => lower.includes(value.toLowerCase()));
    return [
      ...marks.map(([name]) => name),
      ...emails.filter((address) => lower.includes(address.trim().toLowerCase())),
    ];
  };

  it('has gone through everything: each stream, refusals, errors and messages of others', async () => {
    const contacts = await world.contacts();
    expect(contacts.get(email)?.dataFields).toMatchObject({ FIRSTNAME: firstName, LASTNAME: lastName });
    expect([...contacts.keys()]).toContain(`guest.${email}`);
    const codes = (await world.session.stack.stores.rejections.listRejections('demo')).map(({ code }) => code);
    expect(codes).toContain('Unknown');
    const runs = await world.runs();
    expect(new Set(runs.map(({ stream }) => stream))).toEqual(
      new Set(['customers', 'guests', 'orders', 'products#main']),
    );
    const lines = readLog()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const events = [...new Set(lines.map(({ message }) => message ?? 'a metric'))];
    expect(events).toEqual(
      expect.arrayContaining(['messageFailed', 'streamHeldUp', 'pagePutOff', 'recordsRejected', 'a metric']),
    );
    expect(emails.length).toBeGreaterThan(100);
  });

  it('is not in anything that the functions write: log lines, metrics, errors', () => {
    expect(findIn(readLog())).toEqual([]);
  });

  it('is not in anything that is said to the queues', () => {
    const said = proxies[1]?.bodies.join('\n') ?? '';
    expect(said).toContain('MessageGroupId');
    expect(findIn(said)).toEqual([]);
  });

  it('is not in anything that is written to the tables, manifests and rejections included', () => {
    const said = proxies[0]?.bodies.join('\n') ?? '';
    for (const item of ['manifest#', 'rejection#', 'track#', 'run#']) expect(said).toContain(item);
    expect(findIn(said)).toEqual([]);
  });

  it('would be found if it were there', () => {
    expect(findIn(`"${email}"`)).toContain('email');
    expect(findIn(CONFESSION.toUpperCase())).toEqual(expect.arrayContaining(['firstName', 'lastName', 'street']));
  });
});
