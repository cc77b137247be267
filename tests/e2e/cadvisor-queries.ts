/** A question that a dashboard asks of cAdvisor, with its variables as Grafana fills them by default. */
type DashboardQuery = { readonly panel: string; readonly query: string };

/** A public dashboard for cAdvisor, by its number at grafana.com/grafana/dashboards, or its repository. */
export type Dashboard = {
  readonly from: string;
  readonly title: string;
  readonly ours: readonly DashboardQuery[];
  /** What it asks of others, or of cAdvisor in a way that no container answers. */
  readonly notOurs: readonly (DashboardQuery & { readonly because: string })[];
};

/** `All` of a variable; `$interval` at the shortest that the dashboards offer. */
const ALL = '.*';
const INTERVAL = '30s';

const chosen = `instance=~"${ALL}",name=~"${ALL}",name=~".+"`;
const grouped = 'image!="",container_label_org_label_schema_group=""';
const nodeExporter = 'a figure of node_exporter';
const wholeMachine =
  'id="/" is the whole machine, which node_exporter and hardware-exporter tell of';

export const dashboards: readonly Dashboard[] = [
  {
    from: '14282',
    title: 'Cadvisor exporter',
    ours: [
      {
        panel: 'CPU Usage',
        query: `sum(rate(container_cpu_usage_seconds_total{${chosen}}[5m])) by (name) *100`,
      },
      { panel: 'Memory Usage', query: `sum(container_memory_rss{${chosen}}) by (name)` },
      { panel: 'Memory Cached', query: `sum(container_memory_cache{${chosen}}) by (name)` },
      {
        panel: 'Received Network Traffic',
        query: `sum(rate(container_network_receive_bytes_total{${chosen}}[5m])) by (name)`,
      },
      {
        panel: 'Sent Network Traffic',
        query: `sum(rate(container_network_transmit_bytes_total{${chosen}}[5m])) by (name)`,
      },
      {
        panel: 'Containers Info',
        query: `(time() - container_start_time_seconds{${chosen}})/86400`,
      },
    ],
    notOurs: [],
  },
  {
    from: '193',
    title: 'Docker monitoring',
    ours: [
      { panel: 'Running containers', query: 'count(container_last_seen{image!=""})' },
      {
        panel: 'Total Memory Usage',
        query: 'sum(container_memory_usage_bytes{image!=""})/1024/1024',
      },
      {
        panel: 'Total CPU Usage',
        query: 'sum(rate(container_cpu_user_seconds_total{image!=""}[5m]) * 100)',
      },
      { panel: 'CPU Usage', query: 'rate(container_cpu_user_seconds_total{image!=""}[5m]) * 100' },
      { panel: 'Memory Usage', query: 'container_memory_usage_bytes{image!=""}' },
      {
        panel: 'Network Rx',
        query: 'irate(container_network_receive_bytes_total{image!=""}[5m])',
      },
      {
        panel: 'Network Tx',
        query: 'irate(container_network_transmit_bytes_total{image!=""}[5m])',
      },
    ],
    notOurs: [],
  },
  {
    from: '16310',
    title: 'Docker and system monitoring (nodeexporter v1.3.1)',
    ours: [
      {
        panel: 'Containers',
        query: `count(rate(container_last_seen{name=~".+"}[${INTERVAL}]))`,
      },
      { panel: 'CPU Usage', query: 'sum(rate(container_cpu_system_seconds_total[1m]))' },
      {
        panel: 'CPU Usage',
        query: 'sum(rate(container_cpu_system_seconds_total{name=~".+"}[1m]))',
      },
      { panel: 'CPU Usage', query: `sum(rate(process_cpu_seconds_total[${INTERVAL}])) * 100` },
      {
        panel: 'Received Network Traffic per Container',
        query: `sum(rate(container_network_receive_bytes_total{name=~".+"}[${INTERVAL}])) by (name)`,
      },
      {
        panel: 'Received Network Traffic per Container',
        query: `- rate(container_network_transmit_bytes_total{name=~".+"}[${INTERVAL}])`,
      },
      {
        panel: 'Sent Network Traffic per Container',
        query: `sum(rate(container_network_transmit_bytes_total{name=~".+"}[${INTERVAL}])) by (name)`,
      },
      {
        panel: 'CPU Usage per Container',
        query: `sum(rate(container_cpu_usage_seconds_total{name=~".+"}[${INTERVAL}])) by (name) * 100`,
      },
      {
        panel: 'Memory Swap per Container',
        query: 'sum(container_memory_swap{name=~".+"}) by (name)',
      },
      {
        panel: 'Memory Usage per Container',
        query: 'sum(container_memory_rss{name=~".+"}) by (name)',
      },
      { panel: 'Usage memory', query: 'container_memory_usage_bytes{name=~".+"}' },
      {
        panel: 'Usage memory',
        query: 'sum(container_spec_memory_limit_bytes{name=~".+"}) by (name) ',
      },
      {
        panel: 'Usage memory',
        query:
          'sum(container_spec_memory_limit_bytes{name=~".+"} - container_memory_usage_bytes{name=~".+"}) by (name) ',
      },
    ],
    notOurs: [
      {
        panel: 'Network Traffic',
        query: `sum(rate(container_network_receive_bytes_total{id="/"}[${INTERVAL}])) by (id)`,
        because: wholeMachine,
      },
      {
        panel: 'Network Traffic',
        query: `- sum(rate(container_network_transmit_bytes_total{id="/"}[${INTERVAL}])) by (id)`,
        because: wholeMachine,
      },
      {
        panel: 'CPU Usage',
        query: 'sum(rate(container_cpu_system_seconds_total{id="/"}[1m]))',
        because: wholeMachine,
      },
      {
        panel: 'Uptime',
        query: 'time() - node_boot_time_seconds{instance=~"nodeexporter:.*"}',
        because: nodeExporter,
      },
    ],
  },
  {
    from: 'stefanprodan/dockprom',
    title: 'Docker Containers',
    ours: [
      { panel: 'CPU Cores', query: 'machine_cpu_cores' },
      { panel: 'Used Memory', query: 'sum(container_memory_usage_bytes{image!=""})' },
      {
        panel: 'Running Containers',
        query: 'scalar(count(container_memory_usage_bytes{image!=""}) > 0)',
      },
      {
        panel: 'Container Memory Usage',
        query: `sum by (name)(container_memory_usage_bytes{${grouped}})`,
      },
      {
        panel: 'Container Cached Memory Usage',
        query: `sum by (name) (container_memory_cache{${grouped}})`,
      },
      {
        panel: 'Container Network Input',
        query: `sum by (name) (rate(container_network_receive_bytes_total{${grouped}}[1m]))`,
      },
      {
        panel: 'Container Network Output',
        query: `sum by (name) (rate(container_network_transmit_bytes_total{${grouped}}[1m]))`,
      },
    ],
    notOurs: [
      {
        panel: 'Used Storage',
        query: 'sum(container_fs_usage_bytes)',
        because: 'it takes a walk through every layer of every container',
      },
      {
        panel: 'CPU Load',
        query:
          'sum(rate(container_cpu_user_seconds_total{image!=""}[1m])) / count(node_cpu_seconds_total{mode="user"}) * 100',
        because: nodeExporter,
      },
      {
        panel: 'Container CPU Usage',
        query: `sum by (name) (rate(container_cpu_usage_seconds_total{${grouped}}[1m])) / scalar(count(node_cpu_seconds_total{mode="user"})) * 100`,
        because: nodeExporter,
      },
    ],
  },
];
