import { SERVICE_NAME } from '../shared/names.ts';
import type { StageConfig } from './stage-config.ts';

/** Names with the stage in them, so that several deployments fit into one account and region. */
export const stateStackName = ({ stage }: Pick<StageConfig, 'stage'>): string => `${SERVICE_NAME}-${stage}-state`;
export const syncStackName = ({ stage }: Pick<StageConfig, 'stage'>): string => `${SERVICE_NAME}-${stage}-sync`;
