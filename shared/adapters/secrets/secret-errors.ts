import { TENANT_SECRET_SHAPE } from '../../contracts/secret.ts';
import { ConfigurationError, TransientError } from '../../domain/errors.ts';

const nameOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'name' in error && typeof error.name === 'string'
    ? error.name
    : 'UnknownError';

/** Errors that stay until a person changes something (AWS Secrets Manager: GetSecretValue, Errors). */
const FOR_A_PERSON: Readonly<Record<string, { code: string; problem: string; remedy: (name: string) => string }>> = {
  ResourceNotFoundException: {
    code: 'secret.missing',
    problem: 'does not exist',
    remedy: (name) => `Create the secret ${name} in this account and region with the value ${TENANT_SECRET_SHAPE}.`,
  },
  AccessDeniedException: {
    code: 'secret.accessDenied',
    problem: 'may not be read by this function',
    remedy: (name) =>
      `Name the secret under the deployment's secret prefix, and if ${name} is encrypted with a key of your own, allow the function's role to decrypt with it.`,
  },
  InvalidRequestException: {
    code: 'secret.deleted',
    problem: 'is scheduled for deletion or otherwise not readable',
    remedy: (name) => `Restore the secret ${name} or create it again.`,
  },
  InvalidParameterException: {
    code: 'secret.invalidName',
    problem: 'has a name that Secrets Manager does not accept',
    remedy: () => 'Correct secretName in the settings of the tenant.',
  },
  DecryptionFailure: {
    code: 'secret.notDecryptable',
    problem: 'cannot be decrypted',
    remedy: (name) =>
      `Check the KMS key of the secret ${name}: it must exist, be enabled and admit the function's role.`,
  },
};

/** Sorts what Secrets Manager threw. Credentials never occur in its errors, so the cause is kept. */
export function toSecretError(error: unknown, secretName: string): ConfigurationError | TransientError {
  const name = nameOf(error);
  const known = FOR_A_PERSON[name];
  if (known) {
    return new ConfigurationError(`The secret ${secretName} ${known.problem}.`, {
      code: known.code,
      remedy: known.remedy(secretName),
      cause: error,
    });
  }
  return new TransientError(`The secret ${secretName} could not be read just now (${name}).`, {
    code: 'secret.unavailable',
    cause: error,
  });
}

/** The content is wrong. It is described by the names of its fields and never quoted. */
export function malformedSecret(secretName: string, missing: readonly string[]): ConfigurationError {
  const problem = missing.length > 0 ? `lacks ${missing.join(', ')}` : 'is not a JSON object';
  return new ConfigurationError(`The secret ${secretName} ${problem}.`, {
    code: 'secret.malformed',
    remedy: `Store it as text in the form ${TENANT_SECRET_SHAPE}.`,
  });
}
