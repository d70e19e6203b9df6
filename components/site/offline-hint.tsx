"use client";

import { WifiOff } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useStrings } from "../strings/strings-provider.tsx";

function subscribe(change: () => void): () => void {
  window.addEventListener("online", change);
  window.addEventListener("offline", change);
  return () => {
    window.removeEventListener("online", change);
    window.removeEventListener("offline", change);
  };
}

/** Says that the connection is gone, for as long as it is. The region stands from the start, so that it is read out. */
export function OfflineHint() {
  const { site } = useStrings();
  const isOnline = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
  return (
    <div role="status" className="sticky bottom-0 z-20">
      {!isOnline && (
        <p className="flex items-center justify-center gap-3 bg-ink px-4 py-3 text-[0.9375rem] text-paper">
          <WifiOff aria-hidden="true" className="size-5 shrink-0" />
          {site.offline}
        </p>
      )}
    </div>
  );
}
