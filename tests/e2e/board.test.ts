import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requireComponent, startRedis } from '@m4max/test-kit';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { stringify } from 'yaml';
import { simulatedMac } from './look-alike.ts';
import { publishLinks } from './publish-links.ts';
import type { RunningService } from './start-service.ts';
import { startService } from './start-service.ts';

const rules = {
  rules: [
    {
      name: 'PerformanceCoresSaturated',
      group: 'm4max_hardware',
      metric: 'm4max_cpu_performance_active_ratio',
      by: ['host'],
      levels: [{ severity: 'critical', above: 0.98, clear_below: 0.95, for: '1s' }],
      summary: 'Performance cores are saturated',
      description: 'P-cores of {{host}} are {{value|percent}} busy.',
      runbook: 'docs/runbooks/performance-cores-saturated.md',
    },
  ],
};

/** How long a step may take on a busy machine, in milliseconds. */
const PATIENCE = 30_000;
const suite = requireComponent('chromium') ? describe : describe.skip;

suite('the board in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'm4max-board-'));
  const mac = simulatedMac(folder);
  let store: Awaited<ReturnType<typeof startRedis>>;
  let alertManager: RunningService;
  let exporter: RunningService;
  let gateway: RunningService;
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];

  const startGateway = (port: string) =>
    startService('gateway', {
      PORT: port,
      REDIS_URL: store.url,
      ALERT_MANAGER_URL: alertManager.url,
      EXPORTER_URLS: exporter.url,
    });

  beforeAll(async () => {
    store = await startRedis();
    mac.setLoad(0.3);
    const rulesFile = join(folder, 'rules.yml');
    writeFileSync(rulesFile, stringify(rules));
    [alertManager, exporter] = await Promise.all([
      startService('alert-manager', { REDIS_URL: store.url, ALERT_RULES_FILE: rulesFile }),
      startService('hardware-exporter', { REDIS_URL: store.url, ...mac.environment }),
    ]);
    gateway = await startGateway('0');
    browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: [
        ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
        ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      ],
    });
    page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
    page.setDefaultTimeout(PATIENCE);
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (/content security policy|-src' was/i.test(message.text())) faults.push(message.text());
    });
    await page.goto(gateway.url);
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    for (const service of [gateway, exporter, alertManager]) await service.stop();
    await store.stop();
    rmSync(folder, { recursive: true });
  }, 60_000);

  it('shows the machine as it is', async () => {
    await page.getByText('Performance cores').first().waitFor();
    await page.getByText('test-mac').first().waitFor();
    await page.getByText('Neural Engine').first().waitFor();
  }, 60_000);

  it('shows an alert and acknowledges it', async () => {
    mac.setLoad(0.99);
    await page.getByText('Performance cores are saturated').first().waitFor();
    await page
      .getByRole('button', { name: /^acknowledge/i })
      .first()
      .click();
    await page
      .getByText(/acknowledged by/i)
      .first()
      .waitFor();
    const reply = await fetch(`${gateway.url}/api/v1/monitoring/alerts`);
    const { alerts } = (await reply.json()) as { alerts: { state: string }[] };
    expect(alerts.map(({ state }) => state)).toEqual(['acknowledged']);
  }, 90_000);

  it('draws who talks to whom, and opens a container from there', async () => {
    const stopPublishing = await publishLinks(store.url);
    try {
      await page.getByText('3 running').first().waitFor();
      await page.keyboard.press('m');
      const map = page.getByRole('dialog', { name: 'Who talks to whom' });
      await map
        .getByRole('button', { name: /^risk-engine, running, talks to 1, heard by 1/ })
        .waitFor();
      await map.getByText('3 containers · 3 links · 1 network').waitFor();
      expect(await map.locator('.arrow').count()).toBe(3);
      await map.getByRole('button', { name: /^risk-engine, running/ }).click();
      await page.getByRole('dialog', { name: 'risk-engine' }).getByText('Heard by').waitFor();
      await page.keyboard.press('Escape');
      await map.waitFor();
      await page.keyboard.press('Escape');
      await map.waitFor({ state: 'detached' });
    } finally {
      await stopPublishing();
    }
  }, 90_000);

  it("survives the gateway's restart", async () => {
    const { port } = new URL(gateway.url);
    await gateway.kill('SIGKILL');
    await page
      .getByText(/reconnecting/i)
      .first()
      .waitFor();
    gateway = await startGateway(port);
    await page
      .getByText(/live, /)
      .first()
      .waitFor();
    await page.getByText('Performance cores').first().waitFor();
  }, 90_000);

  it('did all of it without an error, and within its content security policy', () => {
    expect(faults).toEqual([]);
  });
});
