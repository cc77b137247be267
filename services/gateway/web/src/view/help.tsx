import { Dialog } from './dialog.tsx';

const keys: readonly { readonly key: string; readonly what: string }[] = [
  { key: '/', what: 'search the containers' },
  { key: 'j', what: 'to the next tile, alert or container' },
  { key: 'k', what: 'to the one before' },
  { key: 'Enter', what: 'open it: its history, its timeline' },
  { key: 'm', what: 'the map of who talks to whom' },
  { key: 'a', what: 'acknowledge the alert that has the focus' },
  { key: 'Esc', what: 'close, or clear the search' },
  { key: '?', what: 'this help' },
];

const shapes: readonly { readonly shape: string; readonly what: string }[] = [
  { shape: '●', what: 'well' },
  { shape: '▲', what: 'warning: look at it today' },
  { shape: '◆', what: 'critical: look at it now' },
  { shape: '■', what: 'emergency, or down' },
  { shape: '○', what: 'off, or not known' },
  { shape: '≈', what: 'an estimate, not a reading' },
];

export function Help() {
  return (
    <Dialog title="Keys and signs">
      <div class="help">
        <dl>
          {keys.map(({ key, what }) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <dl>
          {shapes.map(({ shape, what }) => (
            <div key={shape}>
              <dt>{shape}</dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </div>
      <p class="dim">
        Memory is counted as macOS does (1 GB is 1024³ bytes), traffic in powers of ten. The same
        data is at <a href="/docs">/docs</a>.
      </p>
    </Dialog>
  );
}
