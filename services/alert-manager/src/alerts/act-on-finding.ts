import type { Finding } from '../rules/finding.ts';
import type { Consumer } from '../rules/top-consumers.ts';
import type { Change } from './change.ts';
import type { AlertRecord } from './record.ts';
import { EVALUATOR, end, report, setSilence } from './transition.ts';

/** What a finding of the evaluator changes about the alert's record; nothing when it is known already. */
export function actOnFinding(
  record: AlertRecord | undefined,
  finding: Finding,
  topConsumers: (metric: string, host: string) => readonly Consumer[],
  now: Date,
): Change | undefined {
  switch (finding.kind) {
    case 'firing': {
      const { facts, metric } = finding;
      return report(
        record,
        {
          fingerprint: finding.fingerprint,
          source: { name: EVALUATOR, started_at: finding.since },
          facts,
          message: facts.annotations.description ?? facts.rule_name,
          inhibitedBy: finding.inhibitedBy,
          ...(metric === undefined
            ? {}
            : { topConsumers: [...topConsumers(metric, facts.labels.host ?? '')] }),
        },
        now,
      );
    }
    case 'ended':
      return end(record, EVALUATOR, finding, now);
    case 'silent':
      return setSilence(record, finding.since, now);
    case 'heard':
      return setSilence(record, undefined, now);
  }
}
