"use client";

import { clsx } from "clsx";
import { ChevronDown, RotateCw, X } from "lucide-react";
import { useState } from "react";
import { formatBytes, formatPercent, plural } from "#core/words/format-number";
import { uploadHappening } from "../jobs/job-facts.ts";
import { cancelUpload } from "../jobs/run-job-action.ts";
import { IconButton } from "../ui/button.tsx";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { toneText } from "../ui/tone.ts";
import { type Upload, uploadsStore } from "./uploads-store.ts";

/** Files on their way. */
export function UploadTray({ uploads }: { uploads: readonly Upload[] }) {
  const [open, setOpen] = useState(true);
  const total = uploads.reduce((sum, upload) => sum + upload.size, 0);
  const sent = uploads.reduce((sum, upload) => sum + upload.sent, 0);
  const failed = uploads.filter((upload) => upload.phase === "failed").length;
  const title =
    failed === uploads.length
      ? `${plural(failed, "upload")} stopped`
      : `Uploading ${plural(
          uploads.reduce((sum, upload) => sum + (upload.phase === "failed" ? 0 : upload.files.length), 0),
          "file",
        )}`;
  return (
    <section
      aria-label="Uploads"
      className="fixed bottom-4 left-20 z-30 w-88 animate-rise-in rounded border border-line bg-raised max-md:inset-x-4 max-md:bottom-18 max-md:w-auto"
    >
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex h-10 w-full items-center gap-2 rounded px-4 font-medium -outline-offset-2"
      >
        {title}
        <span className="tabular-nums ml-auto text-xs font-normal text-quiet">
          {formatPercent(total === 0 ? 0 : sent / total)} of {formatBytes(total)}
        </span>
        <ChevronDown aria-hidden="true" className={clsx("size-4 text-quiet transition-transform", !open && "rotate-180")} />
      </button>
      {open && (
        <ul className="max-h-56 overflow-y-auto border-line border-t py-1">
          {uploads.map((upload) => (
            <UploadItem key={upload.key} upload={upload} />
          ))}
        </ul>
      )}
    </section>
  );
}

function UploadItem({ upload }: { upload: Upload }) {
  const { share, words, tone } = uploadHappening(upload);
  const { name } = upload;
  return (
    <li className="flex items-center gap-1 py-1.5 pr-2 pl-4">
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <span className="flex justify-between gap-3 text-xs">
          <span className="truncate font-medium">{name}</span>
          <span className="tabular-nums shrink-0 text-quiet">{formatBytes(upload.size)}</span>
        </span>
        <ProgressBar
          share={share ?? null}
          label={`Upload of ${name}`}
          tone={tone === "failed" ? "failed" : tone === "running" ? "running" : "waiting"}
        />
        <span className={clsx("tabular-nums line-clamp-2 text-xs", tone === "failed" ? toneText.failed : "text-quiet")}>{words}</span>
      </div>
      {upload.phase === "failed" && (
        <IconButton label={`Retry the upload of ${name}`} onClick={() => uploadsStore.retry(upload.key)}>
          <RotateCw aria-hidden="true" className="size-4" />
        </IconButton>
      )}
      <IconButton label={`Cancel the upload of ${name}`} onClick={() => void cancelUpload(upload)}>
        <X aria-hidden="true" className="size-4" />
      </IconButton>
    </li>
  );
}
