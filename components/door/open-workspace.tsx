"use client";

import { useState, useSyncExternalStore } from "react";
import { errorSentence } from "../api/call-api.ts";
import { openSession } from "../api/session-api.ts";
import { Button } from "../ui/button.tsx";

const neverChanges = () => () => undefined;

/** Uses the link up when somebody presses; whatever merely looks at links (a preview, a scanner) presses nothing. */
export function OpenWorkspace() {
  const [fault, setFault] = useState<string | null>(null);
  const [isOpening, setOpening] = useState(false);
  // A press before the page's code has arrived would be lost.
  const isReady = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
  const open = async () => {
    const token = location.hash.slice(1);
    if (token === "") return setFault("This link is not whole: the part behind # is missing. Copy it again.");
    setFault(null);
    setOpening(true);
    try {
      await openSession(token);
      // Loaded anew, with its session; and the link leaves the history.
      location.replace("/");
    } catch (error) {
      setFault(errorSentence(error));
      setOpening(false);
    }
  };
  return (
    <>
      <p className="text-quiet">
        The link you followed lets this browser in, once. It then stays signed in for as long as you keep using it.
      </p>
      {fault !== null && (
        <p role="alert" className="rounded bg-failed-soft px-3 py-2 text-failed">
          {fault}
        </p>
      )}
      <Button look="primary" disabled={isOpening || !isReady} onClick={() => void open()} className="mt-2 self-start">
        {isOpening ? "Opening…" : "Open the workspace"}
      </Button>
    </>
  );
}
