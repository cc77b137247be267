import type { Finding } from '@m4max/contracts';

/** What became of a question to one of macOS' own tools. */
export type ToolFacts = {
  readonly program: string;
  readonly isThere: boolean;
  /** Why it gave nothing. */
  readonly failure?: string;
};

/** The tools that come with macOS and need no right. */
export function macosToolsFinding(tools: readonly ToolFacts[]): Finding {
  const check = 'macos';
  const failed = tools.filter(({ failure }) => failure !== undefined);
  if (failed.length === 0) return { check, state: 'ok', detail: `${list(tools)} answer` };
  const absent = failed.filter(({ isThere }) => !isThere);
  if (absent.length > 0)
    return {
      check,
      state: 'problem',
      detail: `not on PATH: ${list(absent)}; memory, swap and its pressure come from them`,
      mend: 'export PATH="$PATH:/usr/bin:/usr/sbin"',
    };
  return {
    check,
    state: 'warning',
    detail: failed.map(({ program, failure }) => `${program}: ${failure}`).join('; '),
  };
}

function list(tools: readonly ToolFacts[]): string {
  return tools.map(({ program }) => program).join(', ');
}
