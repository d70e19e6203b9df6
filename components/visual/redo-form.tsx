"use client";

import { PencilLine } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { useStrings } from "../strings/strings-provider.tsx";
import { Button } from "../ui/button.tsx";

const LONGEST_WISH = 200;

/** Has a drawing made anew, as it is asked for or with a wish. */
export function RedoForm({ isBusy, onRedo }: { isBusy: boolean; onRedo: (wish?: string) => void }) {
  const { redo } = useStrings().visual;
  const [wish, setWish] = useState("");
  const field = useId();

  function submit(event: FormEvent) {
    event.preventDefault();
    if (isBusy) return;
    onRedo(wish.trim() === "" ? undefined : wish.trim());
    setWish("");
  }

  return (
    <form onSubmit={submit} className="rounded-2xl bg-sunk p-5">
      <label htmlFor={field} className="text-[0.9375rem] text-soft">
        {redo.lead}
      </label>
      <div className="mt-3 flex flex-wrap gap-2">
        {redo.wishes.map((one) => (
          <Button key={one} variant="secondary" aria-disabled={isBusy} onClick={() => !isBusy && onRedo(one)}>
            {one}
          </Button>
        ))}
      </div>
      <div className="mt-3 flex flex-wrap gap-2">
        <input
          id={field}
          value={wish}
          maxLength={LONGEST_WISH}
          placeholder={redo.placeholder}
          onChange={(event) => setWish(event.target.value)}
          className="min-h-11 min-w-0 flex-1 basis-56 rounded-full border border-edge/60 bg-raised px-4 outline-offset-2"
        />
        <Button type="submit" aria-disabled={isBusy}>
          <PencilLine aria-hidden="true" />
          {isBusy ? redo.busy : redo.submit}
        </Button>
      </div>
    </form>
  );
}
