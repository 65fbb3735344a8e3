import type { StageConfig } from '../stage-config.ts';

/** Where the runbook lies in this repository. */
export const RUNBOOK_FILE = 'infra/monitoring/RUNBOOK.md';

/** The address of an article, or of the whole runbook; the name of the file where no address is known. */
export function runbookArticle({ runbookUrl = RUNBOOK_FILE }: StageConfig, heading?: string): string {
  return heading === undefined ? runbookUrl : `${runbookUrl}#${heading.toLowerCase()}`;
}

/** For a text widget: a link where there is something to link to. */
export function linkToRunbook(config: StageConfig, words: string): string {
  return config.runbookUrl === undefined ? `${words} (\`${RUNBOOK_FILE}\`)` : `[${words}](${config.runbookUrl})`;
}
