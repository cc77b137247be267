import { effect } from '@preact/signals';
import { render } from 'preact';
import { listenForKeys } from './browser/keys.ts';
import { applyTheme, storedTheme } from './browser/theme.ts';
import { openLiveStream } from './http/live-stream.ts';
import { seedHistories } from './http/seed.ts';
import {
  acknowledgeAlert,
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

// The trends of a host begin with what was kept before this page was opened.
effect(() => {
  const name = host.value;
  if (name !== undefined) void seedHistories(name, (history) => onHistory(name, history));
});

listenForKeys({
  help: () => {
    opened.value = { kind: 'help' };
  },
  acknowledge: (id) => void acknowledgeAlert(id),
  clearSearch: () => {
    search.value = '';
  },
});

const element = document.getElementById('board');
if (element !== null) render(<App />, element);
