export type KeyActions = {
  readonly help: () => void;
  readonly acknowledge: (alertId: string) => void;
  readonly clearSearch: () => void;
};

/** One key, one thing. Keys that belong to a field, a dialog or the browser are left alone. */
export function listenForKeys(actions: KeyActions): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLInputElement) {
      if (event.key === 'Escape') {
        actions.clearSearch();
        event.target.blur();
      }
      return;
    }
    if (event.target instanceof HTMLSelectElement) return;
    if (document.querySelector('dialog[open]') !== null) return;
    if (act(event.key, actions)) event.preventDefault();
  });
}

function act(key: string, actions: KeyActions): boolean {
  switch (key) {
    case '/':
      document.getElementById('search')?.focus();
      return true;
    case 'j':
      return focusItem(1);
    case 'k':
      return focusItem(-1);
    case 'a':
      return acknowledgeFocused(actions);
    case '?':
      actions.help();
      return true;
    case 'Escape':
      actions.clearSearch();
      return true;
    default:
      return false;
  }
}

/** Items are whatever can be opened, in the order of the page. */
function focusItem(step: 1 | -1): boolean {
  const items = [...document.querySelectorAll<HTMLElement>('[data-item]')].filter(
    (item) => item.offsetParent !== null,
  );
  const at = items.findIndex((item) => item === document.activeElement);
  const next = at === -1 ? (step === 1 ? 0 : items.length - 1) : at + step;
  const item = items[Math.min(items.length - 1, Math.max(0, next))];
  item?.focus();
  item?.scrollIntoView({ block: 'nearest' });
  return true;
}

/** Acts on the alert that has the focus; without one it goes to the first, so that nothing is taken on unseen. */
function acknowledgeFocused({ acknowledge }: KeyActions): boolean {
  const alert = document.activeElement?.closest<HTMLElement>('[data-alert]');
  const id = alert?.dataset['alert'];
  if (alert?.classList.contains('firing') === true && id !== undefined) {
    acknowledge(id);
    return true;
  }
  const first = document.querySelector<HTMLElement>('.alert.firing [data-item]');
  first?.focus();
  first?.scrollIntoView({ block: 'nearest' });
  return true;
}
