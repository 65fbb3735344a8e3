/**
 * Who may import whom. The engine's rules stay pure and its adapters dull only while a tool says no:
 * infra -> names; functions -> workflows; workflows -> domain and ports; adapters -> ports and SDKs; domain -> nothing.
 */
const SDK = '(@aws-sdk|@commercetools|@smithy|undici)';

const forbid = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });

module.exports = {
  forbidden: [
    forbid('no-cycles', {}, { circular: true }, 'Two files that need each other are one idea in two places.'),
    forbid(
      'no-unresolved',
      {},
      { couldNotResolve: true, pathNot: '^aws-lambda$' },
      'An import that points nowhere. (aws-lambda is a package of types only.)',
    ),
    forbid(
      'no-dev-dependency-at-run-time',
      { path: '^(shared|functions)/' },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
      'What runs in Lambda is a dependency, not a dev dependency.',
    ),
    forbid(
      'domain-imports-only-domain',
      { path: '^shared/domain/' },
      { pathNot: '^shared/domain/' },
      'Rules are plain values in, plain values out.',
    ),
    forbid(
      'mapping-imports-only-rules',
      { path: '^shared/mapping/' },
      { pathNot: '^(shared/(domain|mapping)/|shared/ports[.]ts$|node_modules/@jmespath-community/)' },
      'Mapping is pure: domain rules, the shapes of the ports and JMESPath, nothing else.',
    ),
    forbid(
      'contracts-import-domain-and-zod',
      { path: '^shared/contracts/' },
      { pathNot: '^(shared/(contracts|domain|mapping)/|node_modules/zod/)' },
      'A contract parses what arrives; it does not act. Of a mapping it asks whether an expression can be compiled.',
    ),
    forbid(
      'streams-import-rules-and-ports',
      { path: '^shared/streams/' },
      { pathNot: '^shared/(streams|domain|mapping|contracts|ports)' },
      'A stream is a reader, a mapping and a sink described in the words of the ports.',
    ),
    forbid(
      'workflows-import-rules-and-ports',
      { path: '^shared/workflows/' },
      { pathNot: '^shared/(workflows|domain|mapping|streams|contracts|ports)' },
      'Workflows decide; they touch the world through ports only.',
    ),
    forbid(
      'adapters-do-not-decide',
      { path: '^shared/adapters/' },
      { path: '^shared/(workflows|streams)/' },
      'An adapter translates; what happens next is decided in a workflow.',
    ),
    forbid(
      'sdk-in-adapters-only',
      { path: '^(shared/(?!adapters/)|functions/(?!runtime/(dependencies|config-checker|accounts)))' },
      { path: `^node_modules/${SDK}` },
      'AWS, commercetools and HTTP clients are reached through adapters.',
    ),
    forbid(
      'adapters-are-wired-in-one-place',
      { path: '^functions/', pathNot: '^functions/runtime/' },
      { path: '^shared/adapters/' },
      'Handlers receive their adapters from functions/runtime.',
    ),
    forbid(
      'functions-meet-through-messages',
      { path: '^functions/([^/]+)/', pathNot: '^functions/runtime/' },
      { path: '^functions/', pathNot: '^functions/($1|runtime)/' },
      'One function never imports another.',
    ),
    forbid(
      'infra-imports-names-only',
      { path: '^infra/', pathNot: '^infra/(local|ops|docs)/' },
      { path: '^(shared|functions|test)/', pathNot: '^shared/(metric-)?names[.]ts$' },
      'The stacks know the functions by path, and by the names they share with them.',
    ),
    forbid(
      'cdk-in-infra-only',
      { path: '^(shared|functions)/' },
      { path: '^node_modules/(aws-cdk-lib|constructs|cdk-nag)/' },
      'Nothing that runs in Lambda needs the CDK.',
    ),
    forbid(
      'product-does-not-import-tests',
      { path: '^(shared|functions)/' },
      { path: '^(test|infra)/' },
      'Code that ships does not depend on code that does not.',
    ),
    forbid(
      'middy-in-functions-only',
      { path: '^(shared|infra)/' },
      { path: '^node_modules/@middy/' },
      'Middleware belongs to the Lambda edge.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
