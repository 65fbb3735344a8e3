import { addTenant } from './demo/add-tenant.ts';
import { type Demo, type DemoOptions, startDemo } from './demo/demo.ts';
import { type LocalStack, type LocalStackOptions, startLocalStack } from './stack.ts';

/** The whole system on this machine: the stack, and the worlds on both sides of it with their tenants. */
export interface Session {
  readonly stack: LocalStack;
  readonly demo: Demo;
  close(graceMs?: number): Promise<void>;
}

/** Starts everything but the schedule. If one part does not start, no other stays behind. */
export async function openSession(stackOptions: LocalStackOptions, demoOptions: DemoOptions): Promise<Session> {
  const [stack, demo] = await Promise.allSettled([startLocalStack(stackOptions), startDemo(demoOptions)]);
  const close = async (graceMs?: number) => {
    if (stack.status === 'fulfilled') await stack.value.close(graceMs);
    if (demo.status === 'fulfilled') await demo.value.stop();
  };
  try {
    if (stack.status === 'rejected') throw stack.reason;
    if (demo.status === 'rejected') throw demo.reason;
    for (const tenant of demo.value.tenants) await addTenant(stack.value, tenant);
    return { stack: stack.value, demo: demo.value, close };
  } catch (error) {
    await close(0);
    throw error;
  }
}
