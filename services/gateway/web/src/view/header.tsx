import type { Theme } from '../browser/theme.ts';
import { applyTheme, nextTheme } from '../browser/theme.ts';
import type { DataAge } from '../state/age.ts';
import type { Connection } from '../state/connection.ts';
import {
  age,
  board,
  chosenHost,
  connection,
  hardware,
  headline,
  health,
  host,
  hosts,
  opened,
  theme,
} from '../store.ts';
import { clockTimeWithSeconds, duration, wholeDuration } from '../words/time.ts';

export function Header() {
  return (
    <header>
      <Verdict />
      <div class="pills">
        <Warnings />
        <Host />
        <Line connection={connection.value} age={age.value} />
        <ThemeButton />
        <button
          type="button"
          class="pill"
          aria-label="Help and keys"
          title="Help and keys (?)"
          onClick={() => {
            opened.value = { kind: 'help' };
          }}
        >
          ?
        </button>
      </div>
    </header>
  );
}

function Verdict() {
  const { tone, shape, word, sentence, detail } = headline.value;
  return (
    <div class={`verdict ${tone}`}>
      <h1>
        <span class="state">
          <span aria-hidden="true">{shape}</span> {word}
        </span>{' '}
        {sentence}
      </h1>
      {detail !== '' && <p>{detail}</p>}
    </div>
  );
}

/** What the reader must know before believing anything else. */
function Warnings() {
  const store = health.value?.store;
  return (
    <>
      {board.value?.mode === 'demo' && (
        <span class="pill notice" title="Simulated machine, engines and market">
          DEMO
        </span>
      )}
      {store?.up === false && (
        <span class="pill critical" title={store.detail}>
          ◆ store away
        </span>
      )}
      {store?.up === true && (store.embedded === true || store.persistent === false) && (
        <span
          class="pill notice"
          title="Alerts and history are kept in memory only. Install redis-server, or set REDIS_URL, to keep them."
        >
          ▲ store does not survive a restart
        </span>
      )}
    </>
  );
}

function Host() {
  const chip = hardware.value?.sample.chip.name;
  if (hosts.value.length === 0) return null;
  if (hosts.value.length === 1) {
    return <span class="pill">{[host.value, chip].filter(Boolean).join(' · ')}</span>;
  }
  return (
    <label class="pill">
      <span class="unseen">Machine</span>
      <select
        value={host.value}
        onChange={({ currentTarget }) => {
          chosenHost.value = currentTarget.value;
        }}
      >
        {hosts.value.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      {chip !== undefined && <span> · {chip}</span>}
    </label>
  );
}

/** The line to the gateway and the age of what came over it: two different things. */
function Line({
  connection: line,
  age: data,
}: {
  connection: Connection;
  age: DataAge | undefined;
}) {
  if (line.kind === 'connecting') return <span class="pill line">○ connecting</span>;
  if (line.kind === 'reconnecting') {
    return (
      <span class="pill line critical">
        ◆ reconnecting since {clockTimeWithSeconds(line.since)}
      </span>
    );
  }
  if (data === undefined || data.kind === 'none') {
    return <span class="pill line">● live, no data yet</span>;
  }
  if (data.kind === 'stale') {
    return (
      <span class="pill line warning">
        ▲ live, {data.what.length === 3 ? 'all data' : data.what.join(' and ')}{' '}
        {wholeDuration(data.seconds)} old
      </span>
    );
  }
  return (
    <span class="pill line live">
      <span aria-hidden="true">●</span> live, <span class="age">{duration(data.seconds)}</span> old
    </span>
  );
}

const themeWords: Readonly<Record<Theme, { shape: string; word: string }>> = {
  system: { shape: '◐', word: 'as the system' },
  light: { shape: '○', word: 'light' },
  dark: { shape: '●', word: 'dark' },
};

function ThemeButton() {
  const { shape, word } = themeWords[theme.value];
  return (
    <button
      type="button"
      class="pill"
      aria-label={`Colours: ${word}. Change`}
      title={`Colours: ${word}`}
      onClick={() => {
        theme.value = nextTheme(theme.value);
        applyTheme(theme.value);
      }}
    >
      <span aria-hidden="true">{shape}</span>
    </button>
  );
}
