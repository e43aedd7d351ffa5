import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { resolvePath } from '../../../../src/utils/paths.js';
import { parseMetrics } from '../../../support/figures.js';
import { guest } from '../../../support/http.js';

interface Panel {
  id: number;
  type: string;
  title: string;
  gridPos: { x: number; y: number; w: number; h: number };
  targets?: { expr: string }[];
}

const NAME = /\b(?:lumina|nodejs|process)_[a-z\d_]+/g;
const PARTS = /_(bucket|count|sum)$/;

function read(file: string): string {
  return readFileSync(resolvePath('docs/operations', file), 'utf8');
}

const { panels } = JSON.parse(read('grafana-dashboard.json')) as { panels: Panel[] };
const charts = panels.filter(({ type }) => type !== 'row');
const queries = charts.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)).join('\n');

function namesIn(text: string): string[] {
  return [...new Set(text.match(NAME) ?? [])].map((name) => (PARTS.test(name) ? name.replace(PARTS, '') : name));
}

async function listExposedMetrics(): Promise<string[]> {
  const { text } = await guest.get('/metrics');
  return parseMetrics(text).names;
}

function overlap({ gridPos: a }: Panel, { gridPos: b }: Panel): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

describe('the monitoring files', () => {
  it.each(['grafana-dashboard.json', 'alerts.yml', 'README.md'])('use only existing metrics: %s', async (file) => {
    const known = await listExposedMetrics();

    const named = namesIn(read(file)).filter((name) => !['process_', 'nodejs_'].includes(name));

    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  it.each(['README.md', 'grafana-dashboard.json'])('use all metrics of the application: %s', async (file) => {
    const own = (await listExposedMetrics()).filter((name) => name.startsWith('lumina_'));

    const text = file === 'README.md' ? read(file) : queries;

    expect(own.filter((name) => !text.includes(name))).toEqual([]);
  });

  it('place the charts of the dashboard without overlap', () => {
    expect(charts.filter(({ targets = [] }) => targets.length === 0)).toEqual([]);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const pairs = panels.flatMap((panel, index) => panels.slice(index + 1).map((other) => [panel, other] as const));
    expect(pairs.filter(([panel, other]) => overlap(panel, other))).toEqual([]);
  });

  it('give every alert a description and a severity', () => {
    const rules = read('alerts.yml').split('- alert: ').slice(1);

    expect(rules.length).toBeGreaterThan(8);
    for (const rule of rules) {
      expect(rule).toMatch(/severity: (warning|critical)\n/);
      expect(rule).toMatch(/expr: \S/);
      expect(rule).toMatch(/summary: \S/);
    }
  });
});
