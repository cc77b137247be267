import type { Container } from '@m4max/contracts';
import type { Row } from '../containers/rows.ts';
import { troubleShape } from '../containers/trouble.ts';
import {
  probeInWords,
  restartsInWords,
  shareOfLimit,
  upSeconds,
  usageTone,
} from '../containers/words.ts';
import { trafficSeries } from '../state/readings.ts';
import { trendColumn } from '../state/trend.ts';
import { containers, gatewayNow, opened, trends } from '../store.ts';
import { duration } from '../words/time.ts';
import { byteRate, cores, figures, memoryOfLimit } from '../words/units.ts';
import { Name } from './name.tsx';
import { Spark } from './spark.tsx';

/** Letters at the end of a name that are always shown. */
const NAME_END = 12;

/** Fewer steps than this are no line yet. */
const DRAWN_FROM = 3;

export function ContainerRow({ row }: { row: Row }) {
  const { id, name, title, trouble, probe, container } = row;
  const open = () => {
    opened.value = { kind: 'row', id };
  };
  const up = container === undefined ? undefined : upSeconds(container, gatewayNow.value);
  const restarts = container === undefined ? undefined : restartsInWords(container.restarts);
  // Nobody was asked: that it runs is no answer.
  const runsOnly = probe?.source === 'state' && probe.status === 'healthy';
  return (
    <tr class={trouble.tone} onClick={open}>
      <th scope="row">
        <span class="shape" aria-hidden="true">
          {troubleShape[trouble.tone]}
        </span>
        <span class="names">
          <button type="button" class="name" data-item aria-haspopup="dialog" title={name}>
            <Name name={name} end={NAME_END} />
          </button>
          <small class="title" title={title}>
            {title}
          </small>
          <small class="state state-short">{trouble.why}</small>
        </span>
      </th>
      <td class="state">
        {trouble.why}
        {container?.stale === true && <small> last known</small>}
      </td>
      <td>
        <Cpu container={container} />
      </td>
      <td>
        <Memory container={container} />
      </td>
      <td>
        <Network container={container} />
      </td>
      <td class={probe === undefined || runsOnly ? 'num dim' : `num probe ${probe.status}`}>
        {probe === undefined ? '–' : probeInWords(probe)}
      </td>
      <td class={restarts === '0' || restarts === undefined ? 'dim' : 'restarts'}>
        {restarts ?? '–'}
      </td>
      <td class="num">{up === undefined ? <span class="dim">–</span> : duration(up)}</td>
    </tr>
  );
}

function Cpu({ container }: { container: Container | undefined }) {
  const { cores_used: used, limit_cores: limit, limit_ratio: given } = container?.cpu ?? {};
  if (used === undefined) return <span class="dim">–</span>;
  const share = shareOfLimit(used, limit, given);
  return (
    <Usage
      value={cores(used)}
      limit={limit === undefined ? undefined : figures(limit)}
      share={share}
    />
  );
}

function Memory({ container }: { container: Container | undefined }) {
  const memory = container?.memory ?? {};
  const used = memory.working_set_bytes ?? memory.usage_bytes;
  if (used === undefined) return <span class="dim">–</span>;
  const words = memoryOfLimit(used, memory.limit_bytes);
  return (
    <Usage
      value={words.used}
      limit={words.limit}
      share={shareOfLimit(used, memory.limit_bytes, memory.limit_ratio)}
    />
  );
}

function Usage({
  value,
  limit,
  share,
}: {
  value: string;
  limit: string | undefined;
  share: number | undefined;
}) {
  const tone = usageTone(share);
  return (
    <div class={`usage ${tone}`}>
      {share === undefined ? (
        <small class="no-meter">{limit === undefined && 'no limit'}</small>
      ) : (
        <span class="meter" aria-hidden="true">
          <i style={{ '--share': Math.min(1, share) }} />
        </span>
      )}
      <span class="usage-number">
        {value}
        {limit !== undefined && <small> / {limit}</small>}
        {tone !== 'fine' && <span class="unseen"> near its limit</span>}
      </span>
    </div>
  );
}

function Network({ container }: { container: Container | undefined }) {
  const { receive_bytes_per_second: receive, transmit_bytes_per_second: transmit } =
    container?.network ?? {};
  if (container === undefined || receive === undefined || transmit === undefined) {
    return <span class="dim">–</span>;
  }
  const until = new Date(containers.value?.sample.taken_at ?? 0);
  const column = trendColumn(trends.value?.get(trafficSeries(container.id)) ?? [], until);
  return (
    <div class="network">
      <small>
        ↓ {byteRate(receive)}
        <br />↑ {byteRate(transmit)}
      </small>
      {column.filter((value) => value !== undefined).length < DRAWN_FROM ? (
        <span class="spark" />
      ) : (
        <Spark column={column} />
      )}
    </div>
  );
}
