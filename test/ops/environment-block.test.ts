import { describe, expect, it } from '@jest/globals';
import { readEnvironmentBlock } from '../../infra/ops/accounts/environment-block.ts';

const ACCESS = {
  projectKey: 'acme',
  clientId: 'id',
  clientSecret: 's3cret',
  apiUrl: 'https://api.europe-west1.gcp.commercetools.com',
  authUrl: 'https://auth.europe-west1.gcp.commercetools.com',
};
const LINES = [
  'CTP_PROJECT_KEY=acme',
  'CTP_CLIENT_SECRET=s3cret',
  'CTP_CLIENT_ID=id',
  'CTP_AUTH_URL=https://auth.europe-west1.gcp.commercetools.com',
  'CTP_API_URL=https://api.europe-west1.gcp.commercetools.com',
  'CTP_SCOPES=view_customers:acme view_orders:acme',
];

describe('the environment block of an API client', () => {
  it.each([
    ['as the Merchant Center shows it', LINES.join('\n')],
    ['with the line ends of Windows', LINES.join('\r\n')],
    ['exported, and quoted', LINES.map((line) => `export ${line.replace('=', '="')}"`).join('\n')],
    ['among other things', ['# mine', 'PATH=/bin', '', ...LINES].join('\n')],
    ['with a slash at the end of its addresses', LINES.map((line) => line.replace(/[.]com$/, '.com/')).join('\n')],
  ])('is understood %s', (_, text) => {
    expect(readEnvironmentBlock(text, 'The file')).toEqual(ACCESS);
  });

  it('may be incomplete: the rest is asked for', () => {
    expect(readEnvironmentBlock('CTP_PROJECT_KEY=acme\nCTP_CLIENT_ID=', 'The file')).toEqual({ projectKey: 'acme' });
  });

  it.each([
    ['nothing', ''],
    ['something else', '{ "clientSecret": "s3cret" }'],
  ])('is refused when it is %s, and not quoted', (_, text) => {
    expect(() => readEnvironmentBlock(text, 'The file x')).toThrow('The file x holds none of CTP_PROJECT_KEY');
    expect(() => readEnvironmentBlock(text, 'The file x')).not.toThrow('s3cret');
  });
});
