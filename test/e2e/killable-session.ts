/**
 * Program: one session of the local stack on kept state, for a test to kill. Its options come as JSON on the command line;
 * it says where it can be reached, one line of JSON, before the schedule starts on `go`, and goes on until it is ended.
 */
import { announcementOf } from '../../infra/local/announcement.ts';
import { World, type WorldOptions } from './world.ts';

const world = await World.open(JSON.parse(process.argv[2] ?? '{}') as WorldOptions);
const { stack, demo } = world.session;
const pids = Object.values(demo.simulators).flatMap(({ pid }) => pid ?? []);
process.stdout.write(`${JSON.stringify({ ...announcementOf(world.session), simulatorPids: pids })}\n`);
process.stdin.once('data', () => stack.start());
