import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Container, ContainerEvent, ContainersSample } from '@m4max/contracts';
import { createLogger, Registry } from '@m4max/service-kit';
import type { DockerEngine } from '@m4max/test-kit';
import { eventually, requireComponent, startDockerEngine } from '@m4max/test-kit';
import { bindContainers } from '../metrics.ts';
import type { Engines } from './find-engines.ts';
import { enginesAt } from './fixtures/engines-at.ts';
import { sampleOf } from './fixtures/sample-of.ts';

jest.setTimeout(180_000);

const onEngine = requireComponent('docker-engine') ? describe : describe.skip;

/**
 * One secret for each place where people put them. The names of containers, images, networks and
 * Compose projects and services are no such places: they are what the board shows.
 */
const secrets = {
  environment: 'planted-environment-7f3a',
  entrypoint: 'planted-entrypoint-7f3a',
  commandLine: 'planted-command-7f3a',
  output: 'planted-output-7f3a',
  labelName: 'planted-label-name-7f3a',
  labelValue: 'planted-label-value-7f3a',
  composeLabel: 'planted-compose-label-7f3a',
  healthCommand: 'planted-health-command-7f3a',
  healthOutput: 'planted-health-output-7f3a',
  alias: 'planted-alias-7f3a',
  hostName: 'planted-host-name-7f3a',
  extraHost: 'planted-extra-host-7f3a',
  mountSource: 'planted-mount-source-7f3a',
  mountTarget: 'planted-mount-target-7f3a',
  workFolder: 'planted-work-folder-7f3a',
  logOption: 'planted-log-option-7f3a',
  execArgument: 'planted-exec-argument-7f3a',
};

/** They show in no inspection: what was printed, and what runs beside. */
const unseen = [secrets.output, secrets.execArgument];

onEngine('a container full of secrets', () => {
  let engine: DockerEngine;
  let engines: Engines;
  const events: ContainerEvent[] = [];
  const lines: string[] = [];
  const samples: ContainersSample[] = [];

  const sample = async (): Promise<ContainersSample> => {
    const taken = await sampleOf(engines);
    samples.push(taken);
    return taken;
  };
  const secretive = (what: string, wanted: (container: Container) => boolean) =>
    eventually(
      what,
      async () => (await sample()).containers.find((it) => it.name === 'secretive' && wanted(it)),
      { seconds: 60 },
    );
  const metrics = async (): Promise<string> => {
    const registry = new Registry();
    const latest = () => samples.at(-1);
    bindContainers({ registry, latest, host: 'test-mac', withCadvisorNames: true });
    return registry.metrics();
  };

  beforeAll(async () => {
    engine = await startDockerEngine();
    const log = createLogger('test', 'debug');
    log.on('data', (line) => lines.push(JSON.stringify(line)));
    engines = enginesAt(
      [
        { kind: 'socket', path: engine.socketPath },
        { kind: 'socket', path: '/nowhere/docker.sock' },
      ],
      { log, write: (event) => events.push(event) },
    );
    await sample();
    await plant(engine);
  });
  afterAll(async () => {
    await engines.stop();
    await engine.stop();
  });

  it('has them where people put them', async () => {
    const inspected = await engine.run('inspect', 'secretive');
    for (const secret of Object.values(secrets))
      if (!unseen.includes(secret)) expect(inspected).toContain(secret);
    expect(await engine.run('logs', 'secretive')).toContain(secrets.output);
    expect(await engine.run('top', 'secretive')).toContain(secrets.execArgument);
  });

  it('shows none of them in what is published, through all of its life', async () => {
    await secretive('it is ill', ({ health }) => health === 'unhealthy');
    await secretive('it is measured twice', ({ cpu }) => cpu?.cores_used !== undefined);
    const pages = [await metrics()];
    await engine.run('restart', '--time', '0', 'secretive');
    await secretive('it was restarted', ({ restarts }) => restarts.manual > 0);
    await engine.run('kill', 'secretive');
    await secretive('it is dead', ({ state }) => state === 'exited');
    await eventually('its end is told', () => events.some(({ what }) => what === 'killed'));
    pages.push(await metrics());
    await engine.stop();
    await sample();
    pages.push(await metrics());
    expect(lines.length).toBeGreaterThan(0);
    const published = JSON.stringify({ samples, events, lines, pages });
    expect(published).toContain('"com.docker.compose.project":"plain"');
    for (const secret of Object.values(secrets)) expect(published).not.toContain(secret);
  });
});

async function plant(engine: DockerEngine): Promise<void> {
  await engine.run('create', '--name', 'template', 'busybox', 'true');
  const entrypoint = JSON.stringify(['env', `SECRET_ARGUMENT=${secrets.entrypoint}`]);
  await engine.run('commit', '--change', `ENTRYPOINT ${entrypoint}`, 'template', 'secretive-image');
  await engine.run('rm', 'template');
  await engine.run('network', 'create', 'plain-network');
  const check = `echo ${secrets.healthOutput}; : ${secrets.healthCommand}; exit 1`;
  await engine.run(
    ...['run', '--detach', '--name', 'secretive'],
    ...['--env', `API_KEY=${secrets.environment}`],
    ...['--label', `${secrets.labelName}=1`, '--label', `api.secret=${secrets.labelValue}`],
    ...['--label', 'com.docker.compose.project=plain', '--label', 'com.docker.compose.service=app'],
    ...['--label', `com.docker.compose.project.config_files=/${secrets.composeLabel}.yml`],
    ...['--health-cmd', check, '--health-interval', '1s', '--health-retries', '1'],
    ...['--network', 'plain-network', '--network-alias', secrets.alias],
    ...['--hostname', secrets.hostName, '--add-host', `${secrets.extraHost}:127.0.0.1`],
    ...['--volume', `${secrets.mountSource}:/${secrets.mountTarget}`],
    ...['--workdir', `/${secrets.workFolder}`],
    ...['--log-opt', `tag=${secrets.logOption}`],
    'secretive-image',
    ...['sh', '-c', `echo ${secrets.output}; : ${secrets.commandLine}; sleep 1000`],
  );
  const beside = `: ${secrets.execArgument}; sleep 1000; :`;
  await engine.run('exec', '--detach', 'secretive', 'sh', '-c', beside);
}
