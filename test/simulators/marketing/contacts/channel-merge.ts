import type { Contact, EmailStatus } from './contact.ts';
import type { ChannelProperties, MergeOption } from './contact-entry.ts';

/**
 * What an entry's channel properties do to a contact. Nothing sent changes nothing: an existing contact keeps its opt-in
 * type and its status, whatever they are. That the opt-in type overwrites when it is sent is an assumption.
 */
const EMAIL_TYPE = { plainText: 'PlainText', html: 'Html' } as const;
const OPT_IN_TYPE = {
  unknown: 'Unknown',
  single: 'Single',
  double: 'Double',
  verifiedDouble: 'VerifiedDouble',
} as const;

export function mergeChannels(
  contact: Contact,
  channels: ChannelProperties,
  mergeOption: MergeOption,
  isNew: boolean,
): void {
  // Every contact that exists has these already, so "only fill blanks" leaves them.
  const mayReplace = isNew || mergeOption !== 'overwriteIfEmpty';
  const { email, sms, whatsApp } = channels;
  if (email !== undefined && mayReplace) {
    if (email.emailType !== undefined) contact.emailType = EMAIL_TYPE[email.emailType];
    if (email.optInType !== undefined) contact.optInType = OPT_IN_TYPE[email.optInType];
    if (email.status !== undefined) contact.emailStatus = statusAfter(contact, email, isNew);
    if (email.optInType === 'verifiedDouble') contact.emailStatus = 'pendingOptIn';
  }
  if (sms?.status !== undefined && (mayReplace || contact.smsStatus === undefined)) contact.smsStatus = sms.status;
  if (whatsApp?.status !== undefined && (mayReplace || contact.whatsAppStatus === undefined)) {
    contact.whatsAppStatus = whatsApp.status;
  }
}

function statusAfter(contact: Contact, email: NonNullable<ChannelProperties['email']>, isNew: boolean): EmailStatus {
  const wanted = email.status ?? contact.emailStatus;
  const isResubscription = !isNew && wanted === 'subscribed' && contact.emailStatus !== 'subscribed';
  return isResubscription && email.resubscribeOptions?.resubscribeWithNoChallenge === false ? 'pendingOptIn' : wanted;
}
