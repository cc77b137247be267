/** Texts that people record by mistake, and what to do instead. The first that fits is meant. */
const MISTAKES: readonly (readonly [RegExp, string])[] = [
  [
    /must be invoked as the superuser/,
    'powermetrics refused, since it was not run as root: record it with sudo',
  ],
  [
    /powermetrics: unrecognized sampler: (\S+)/,
    'powermetrics refused, since it has no sampler $1 on that macOS: leave it out of -s',
  ],
  [/^sudo: /m, 'sudo refused to run the tool: the recording holds its complaint alone'],
  [
    /^(?:proc_pidpath \d+ failed|Second underflow occured)/m,
    'these are complaints that powermetrics writes on standard error every day: record its standard output',
  ],
  [
    /^\s*[Uu]sage: *(?:powermetrics|macmon|mactop)|--sample(?:rs|-rate|-interval)\b/m,
    'this is a help page, not a sample',
  ],
  [
    /^# HELP mac(?:mon|top)_/m,
    'this is a page for Prometheus: record `macmon pipe` or `mactop --headless` instead',
  ],
  [/"soc_metrics"\s*:/, 'this is output of mactop: m4max read mactop'],
  [/"all_power"\s*:/, 'this is output of macmon: m4max read macmon'],
  [
    /^Mach Virtual Memory Statistics|"PerformanceStatistics"|"SPHardwareDataType"|^hw\.\w+:/m,
    "this is output of one of macOS' tools: m4max read macos",
  ],
  [
    /<!DOCTYPE plist|<plist|\*\*\* Sampled system activity/,
    'this is output of powermetrics: m4max read powermetrics',
  ],
];

/** What a text is in place of what was asked for, with what to do; `undefined` when it is not known. */
export function whatItIs(text: string, asked: string): string | undefined {
  for (const [pattern, sentence] of MISTAKES) {
    const found = pattern.exec(text);
    if (found === null || sentence.endsWith(`m4max read ${asked}`)) continue;
    return sentence.replace('$1', found[1] ?? '');
  }
  return undefined;
}
