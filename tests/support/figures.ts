type Labels = Record<string, string>;

interface Sample {
  name: string;
  labels: Labels;
  value: number;
}

const SAMPLE = /^(\w+)(?:\{(.*)\})? (\S+)$/;
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g;

function parse(line: string): Sample[] {
  const [, name, labels = '', value] = SAMPLE.exec(line) ?? [];
  if (!name) return [];
  const pairs = [...labels.matchAll(LABEL)].map(([, key = '', text = '']) => [key, text]);
  return [{ name, labels: Object.fromEntries(pairs) as Labels, value: Number(value) }];
}

/** Parses a response of /metrics as Prometheus does. */
export class ParsedMetrics {
  private readonly samples: Sample[];

  public constructor(private readonly text: string) {
    this.samples = text.split('\n').flatMap(parse);
  }

  /** The names of all metrics, also of those without a sample. */
  public get names(): string[] {
    return [...this.text.matchAll(/^# TYPE (\w+)/gm)].map(([, name = '']) => name);
  }

  /** The labels of all samples of a metric. */
  public labels(name: string): Labels[] {
    return this.samples.filter((sample) => sample.name === name).map(({ labels }) => labels);
  }

  /** The value of the first sample that has these labels. */
  public value(name: string, labels: Labels): number | undefined {
    const matches = (sample: Sample) => Object.entries(labels).every(([key, value]) => sample.labels[key] === value);
    return this.samples.find((sample) => sample.name === name && matches(sample))?.value;
  }
}

export function parseMetrics(text: string): ParsedMetrics {
  return new ParsedMetrics(text);
}
