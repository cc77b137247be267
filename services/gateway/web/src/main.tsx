import { computed, effect } from '@preact/signals';
import { render } from 'preact';
import { listenForKeys } from './browser/keys.ts';
import { applyTheme, storedTheme } from './browser/theme.ts';
import { openLiveStream } from './http/live-stream.ts';
import { seedHistories } from './http/seed.ts';
import {
  acknowledgeAlert,
  connection,
  currentHeadline,
  host,
  onConnection,
  onEvent,
  onHistory,
  opened,
  search,
  theme,
  tick,
} from './store.ts';
import { App } from './view/app.tsx';

theme.value = storedTheme();
applyTheme(theme.value);

openLiveStream({ onEvent, onConnection });
setInterval(() => {
  const { shape, sentence } = currentHeadline();
  document.title = `${shape} ${sentence} – M4 Max fleet`;
  tick();
}, 1000);

// What was kept before this page was opened, or while it heard nothing, goes under the trends.
const isLive = computed(() => connection.value.kind === 'live');
effect(() => {
  const name = host.value;
  if (name !== undefined && isLive.value)
    void seedHistories(name, (history) => onHistory(name, history));
});

listenForKeys({
  help: () => {
    opened.value = { kind: 'help' };
  },
  map: () => {
    opened.value = { kind: 'map' };
  },
  acknowledge: (id) => void acknowledgeAlert(id),
  clearSearch: () => {
    search.value = '';
  },
});

const element = document.getElementById('board');
if (element !== null) render(<App />, element);
