import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Opened } from '../store.ts';
import { opened } from '../store.ts';

/** A modal over the board: the browser keeps the focus in it, closes it on Esc and gives the focus back. */
export function Dialog({
  title,
  wide = false,
  then = { kind: 'nothing' },
  children,
}: {
  title: string;
  wide?: boolean;
  /** What is open when this one is closed. */
  then?: Opened;
  children: ComponentChildren;
}) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  const close = () => {
    opened.value = then;
  };
  return (
    <dialog
      ref={element}
      class={wide ? 'wide' : undefined}
      aria-label={title}
      onClose={({ currentTarget }) => {
        // The event of a dialog that has made way for another one comes too late to close that.
        if (currentTarget.isConnected) close();
      }}
      onClick={({ target, currentTarget }) => {
        if (target === currentTarget) close();
      }}
    >
      <div class="dialog-body">
        <h2>
          {title}
          <button type="button" class="pill" onClick={close}>
            {then.kind === 'nothing' ? 'Close' : 'Back'} <kbd>Esc</kbd>
          </button>
        </h2>
        {children}
      </div>
    </dialog>
  );
}
