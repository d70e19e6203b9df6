"use client";

import { useEffect, useId, useRef } from "react";
import { useStrings } from "../strings/strings-provider.tsx";
import { Button } from "../ui/button.tsx";

/**
 * Asks before something is deleted for good. Open as long as it is mounted; it is closed before it goes, since that is
 * when the browser gives the focus back to the button that opened it.
 */
export function DeleteDialog({
  title,
  isUnderWay,
  onConfirm,
  onClosed,
}: {
  title: string;
  isUnderWay: boolean;
  onConfirm: () => void;
  onClosed: () => void;
}) {
  const { library } = useStrings();
  const dialog = useRef<HTMLDialogElement>(null);
  const name = useId();
  const text = useId();
  useEffect(() => dialog.current?.showModal(), []);
  // Told at once: the browser's own event comes later, and whoever asks again in between would be closed by it.
  const close = () => {
    dialog.current?.close();
    onClosed();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press beside it is for pointers; Escape does the same.
    <dialog
      ref={dialog}
      aria-labelledby={name}
      aria-describedby={text}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClose={onClosed}
      onClick={(event) => {
        // Only what is beside the dialog's own content is the dialog itself.
        if (event.target === dialog.current) close();
      }}
      className="m-auto w-[min(27rem,calc(100vw-2rem))] animate-arrive rounded-3xl border border-line bg-raised text-ink shadow-[0_24px_64px_-24px_#00000066] backdrop:bg-[#0b0d10]/55"
    >
      <div className="p-6">
        <h2 id={name} className="font-serif text-xl leading-snug font-semibold wrap-anywhere">
          {library.removeAsk(title)}
        </h2>
        <p id={text} className="mt-3 text-soft">
          {isUnderWay && `${library.removeRunning} `}
          {library.removeText}
        </p>
        <div className="mt-6 flex flex-wrap justify-end gap-3">
          {/* First, and so the one that has the focus: Enter alone deletes nothing. */}
          <Button variant="secondary" onClick={close}>
            {library.keep}
          </Button>
          <Button
            variant="danger"
            onClick={() => {
              close();
              onConfirm();
            }}
          >
            {library.remove}
          </Button>
        </div>
      </div>
    </dialog>
  );
}
