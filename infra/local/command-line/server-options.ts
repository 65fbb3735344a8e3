import type { Command } from 'commander';
import type { CommercetoolsServer, MarketingServer } from '../demo/servers.ts';
import type { Given } from './program.ts';

export function readCommercetools(program: Command, given: Given): CommercetoolsServer {
  const { commercetoolsUrl: apiUrl, commercetoolsProject, commercetoolsClientId, commercetoolsClientSecret } = given;
  if (apiUrl === undefined) {
    refuseStray(program, 'commercetools', ['commercetoolsProject', 'commercetoolsAuthUrl']);
    return 'simulator';
  }
  return {
    apiUrl,
    authUrl: given.commercetoolsAuthUrl ?? apiUrl.replace('://api.', '://auth.'),
    projectKey: need(program, commercetoolsProject, '--commercetools-project'),
    clientId: need(program, commercetoolsClientId, '--commercetools-client-id'),
    clientSecret: need(program, commercetoolsClientSecret, '--commercetools-client-secret'),
  };
}

export function readMarketing(program: Command, given: Given): MarketingServer {
  const { marketingUrl: apiUrl, marketingUser, marketingPassword, marketingList } = given;
  if (apiUrl === undefined) {
    refuseStray(program, 'marketing', ['marketingList']);
    return 'simulator';
  }
  return {
    apiUrl,
    user: need(program, marketingUser, '--marketing-user'),
    password: need(program, marketingPassword, '--marketing-password'),
    listId: need(program, marketingList, '--marketing-list'),
  };
}

/** Credentials in the environment may lie there for other programs; on the command line they were meant for us. */
function refuseStray(program: Command, side: 'commercetools' | 'marketing', names: readonly string[]): void {
  const credentials =
    side === 'commercetools'
      ? ['commercetoolsClientId', 'commercetoolsClientSecret']
      : ['marketingUser', 'marketingPassword'];
  const stray = [...names, ...credentials].find((name) => program.getOptionValueSource(name) === 'cli');
  if (stray === undefined) return;
  const flag = program.options.find((option) => option.attributeName() === stray)?.long;
  program.error(`error: ${flag} has no meaning without --${side}-url; give both, or neither`);
}

function need<T>(program: Command, value: T | undefined, flag: string): T {
  if (value !== undefined && value !== '') return value;
  const side = flag.startsWith('--c') ? '--commercetools-url' : '--marketing-url';
  return program.error(`error: ${side} needs ${flag} as well`);
}
