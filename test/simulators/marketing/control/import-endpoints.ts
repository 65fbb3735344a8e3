import { z } from 'zod';
import { readControlBody } from '../../http/control.ts';
import { emptyReply, jsonReply, type SimulatorReply, type SimulatorRequest } from '../../http/exchange.ts';
import { BehaviourChangeSchema, IMPORT_KINDS, type ImportKind } from '../imports/import-behaviour.ts';
import type { AccountControl } from './account-control.ts';

const PlansSchema = z.array(BehaviourChangeSchema).min(1);

/** `imports`, `imports/activity` and `imports/{kind}` of one account. */
export function answerImports(
  account: AccountControl,
  request: SimulatorRequest,
  topic = '',
): SimulatorReply | undefined {
  const kind = IMPORT_KINDS.find((known) => known === topic);
  if (kind !== undefined) return answerBehaviour(account, request, kind);
  switch (`${request.method} ${topic}`) {
    case 'GET ':
      return jsonReply(200, account.importLog());
    case 'GET activity':
      return jsonReply(200, account.importActivity());
    case 'DELETE activity':
      account.resetImportPeaks();
      return emptyReply(204);
    default:
      return undefined;
  }
}

function answerBehaviour(account: AccountControl, request: SimulatorRequest, kind: ImportKind) {
  switch (request.method) {
    case 'PUT':
      account.setImportBehaviour(kind, readControlBody(request, BehaviourChangeSchema));
      return emptyReply(204);
    case 'POST':
      account.planImports(kind, ...readControlBody(request, PlansSchema));
      return emptyReply(204);
    default:
      return undefined;
  }
}
