import { findEnumViolation, findUnknownKey, isObject, type ShapeViolation, wrong } from '../shape.ts';

/** Channel properties as they are written: camelCase enums, no extra keys at either level (Marketing: Contacts v3). */
const CHANNELS = new Set(['email', 'sms', 'whatsApp']);
const EMAIL_KEYS = new Set(['emailType', 'optInType', 'status', 'resubscribeOptions']);
const STATUS_KEY = new Set(['status']);
const RESUBSCRIBE_KEYS = new Set(['resubscribeWithNoChallenge', 'preferredLocale', 'redirectUrlAfterChallenge']);

const EMAIL_TYPES = ['plainText', 'html'];
const OPT_IN_TYPES = ['unknown', 'single', 'double', 'verifiedDouble'];
const EMAIL_STATUSES = ['subscribed', 'unsubscribed', 'suppressed'];
const CHANNEL_STATUSES = ['noSubscription', ...EMAIL_STATUSES];
const LOCALES =
  'cs-CS da-DA de-DE el-EL en-EN es-ES es fi-FI fr-FR hu-HU it-IT nl-NL nb-NO pl-PL pt-PT ru-RU se-SE sk-SK tr-TR zh-CN'.split(
    ' ',
  );

export function findChannelViolation(channels: unknown): ShapeViolation | undefined {
  const path = 'channelProperties';
  if (!isObject(channels)) return wrong(path, 'must be an object');
  return (
    findUnknownKey(path, channels, CHANNELS) ??
    (channels.email === undefined ? undefined : findEmailViolation(`${path}.email`, channels.email)) ??
    (channels.sms === undefined ? undefined : findStatusViolation(`${path}.sms`, channels.sms)) ??
    (channels.whatsApp === undefined ? undefined : findStatusViolation(`${path}.whatsApp`, channels.whatsApp))
  );
}

function findEmailViolation(path: string, email: unknown): ShapeViolation | undefined {
  if (!isObject(email)) return wrong(path, 'must be an object');
  return (
    findUnknownKey(path, email, EMAIL_KEYS) ??
    findEnumViolation(`${path}.emailType`, email.emailType, EMAIL_TYPES) ??
    findEnumViolation(`${path}.optInType`, email.optInType, OPT_IN_TYPES) ??
    findEnumViolation(`${path}.status`, email.status, EMAIL_STATUSES) ??
    (email.resubscribeOptions === undefined
      ? undefined
      : findResubscribeViolation(`${path}.resubscribeOptions`, email.resubscribeOptions))
  );
}

function findStatusViolation(path: string, channel: unknown): ShapeViolation | undefined {
  if (!isObject(channel)) return wrong(path, 'must be an object');
  return (
    findUnknownKey(path, channel, STATUS_KEY) ?? findEnumViolation(`${path}.status`, channel.status, CHANNEL_STATUSES)
  );
}

function findResubscribeViolation(path: string, options: unknown): ShapeViolation | undefined {
  if (!isObject(options)) return wrong(path, 'must be an object');
  const { resubscribeWithNoChallenge, preferredLocale, redirectUrlAfterChallenge } = options;
  const stranger =
    findUnknownKey(path, options, RESUBSCRIBE_KEYS) ??
    findEnumViolation(`${path}.preferredLocale`, preferredLocale, LOCALES);
  if (stranger !== undefined) return stranger;
  if (resubscribeWithNoChallenge !== undefined && typeof resubscribeWithNoChallenge !== 'boolean') {
    return wrong(`${path}.resubscribeWithNoChallenge`, 'must be true or false');
  }
  const url = redirectUrlAfterChallenge;
  if (url !== undefined && (typeof url !== 'string' || !URL.canParse(url))) {
    return wrong(`${path}.redirectUrlAfterChallenge`, 'must be an absolute URL');
  }
  return undefined;
}
