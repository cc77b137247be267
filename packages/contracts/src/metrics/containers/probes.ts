import type { Probe } from '../../containers-sample.ts';
import { known } from '../values.ts';
import type { Row } from './container-rows.ts';
import { ofContainer } from './own-row.ts';

type Text = Pick<Row, 'name' | 'help' | 'unit'>;
type ReadProbe = (probe: Probe) => number | undefined;

const isUp: ReadProbe = ({ status }) => (status === 'unreachable' ? 0 : 1);
/** One that does not answer says neither. */
const isHealthy: ReadProbe = ({ status }) =>
  status === 'unreachable' ? undefined : Number(status === 'healthy');
const responseSeconds: ReadProbe = ({ response_seconds }) => response_seconds;

/** The health check of an image is told by m4max_container_health already. */
const ofEndpoint =
  (read: ReadProbe): ReadProbe =>
  (probe) =>
    probe.source === 'endpoint' ? read(probe) : undefined;

/** How the trading engines say that they are, and every other container that is asked. */
export const probeMetrics: readonly Row[] = [
  ofEngines(
    {
      name: 'm4max_engine_probe_up',
      help: '1 when the trading engine answers its health endpoint in any words, or its container runs where it has none; 0 when it cannot be reached.',
      unit: 'count',
    },
    isUp,
  ),
  ofEngines(
    {
      name: 'm4max_engine_probe_healthy',
      help: '1 when the trading engine says that it is well, 0 when it says that it is not; absent while it does not answer.',
      unit: 'count',
    },
    isHealthy,
  ),
  ofEngines(
    {
      name: 'm4max_engine_probe_response_seconds',
      help: 'Time until the health endpoint of the trading engine replied, or that the last run of its health check took.',
      unit: 'seconds',
    },
    responseSeconds,
  ),
  ofOthers(
    {
      name: 'm4max_container_probe_up',
      help: '1 when a container that asks for it by its labels answers its health endpoint in any words, 0 when it cannot be reached.',
      unit: 'count',
    },
    ofEndpoint(isUp),
  ),
  ofOthers(
    {
      name: 'm4max_container_probe_healthy',
      help: '1 when the health endpoint of the container says that it is well, 0 when it says that it is not; absent while it does not answer.',
      unit: 'count',
    },
    ofEndpoint(isHealthy),
  ),
  ofOthers(
    {
      name: 'm4max_container_probe_response_seconds',
      help: 'Time until the health endpoint of the container replied, or that the last run of its health check took.',
      unit: 'seconds',
    },
    responseSeconds,
  ),
];

/** A gauge of each trading engine that was probed. */
function ofEngines(text: Text, read: ReadProbe): Row {
  return {
    ...text,
    type: 'gauge',
    labels: ['name'],
    read: ({ trading_engines }) =>
      trading_engines.flatMap(({ name, probe }) => (probe ? known(read(probe), { name }) : [])),
  };
}

/** A gauge of each probed container that is no trading engine's. */
function ofOthers(text: Text, read: ReadProbe): Row {
  return ofContainer(text, ({ id, probe }, { trading_engines }) => {
    if (probe === undefined) return undefined;
    return trading_engines.some((it) => it.container_id === id) ? undefined : read(probe);
  });
}
