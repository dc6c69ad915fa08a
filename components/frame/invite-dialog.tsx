"use client";

import { useState } from "react";
import { errorSentence } from "../api/call-api.ts";
import { closeSession, createInvitation } from "../api/session-api.ts";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Fault } from "../ui/fault.tsx";
import { Modal } from "../ui/modal.tsx";
import { formatTimeOfDay } from "../words/format-time.ts";

interface Invitation {
  url: string;
  expiresAt: string;
}

/** Makes a link for one more browser, and signs this one out. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setFault(null);
    await work().catch((error: unknown) => setFault(errorSentence(error)));
    setBusy(false);
  };
  const invite = () =>
    attempt(async () => {
      const { path, expiresAt } = await createInvitation();
      setInvitation({ url: new URL(path, location.origin).href, expiresAt });
    });
  const signOut = () =>
    attempt(async () => {
      await closeSession();
      location.assign("/");
    });
  return (
    <Modal title="Let in another browser" onClose={onClose}>
      <div className="flex flex-col gap-4 overflow-y-auto px-5 pb-5">
        <p className="text-quiet">
          A link opens this workspace, with everything in it, in one more browser: your own elsewhere, or a colleague’s.
        </p>
        {invitation && <InvitationField {...invitation} />}
        <Fault>{fault}</Fault>
        <Button look={invitation ? "plain" : "primary"} disabled={isBusy} onClick={() => void invite()} className="self-start">
          {invitation ? "Make another" : "Make a link"}
        </Button>
      </div>
      <div className="flex items-center justify-between gap-4 border-line border-t bg-ground px-5 py-3">
        <span className="text-quiet">Signing out here? Coming back needs a link.</span>
        <Button look="ghost" size="small" disabled={isBusy} onClick={() => void signOut()}>
          Sign out
        </Button>
      </div>
    </Modal>
  );
}

function InvitationField({ url, expiresAt }: Invitation) {
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center gap-2 rounded border border-line bg-ground py-1 pr-1 pl-3">
        <input
          readOnly
          aria-label="Link"
          value={url}
          onFocus={(event) => event.currentTarget.select()}
          className="figures min-w-0 flex-1 truncate rounded-sm bg-transparent text-xs"
        />
        <CopyButton value={url} label="the link" word="Copy" />
      </div>
      <p role="status" className="text-quiet">
        Works once, until {formatTimeOfDay(Date.parse(expiresAt))}.
      </p>
    </div>
  );
}
