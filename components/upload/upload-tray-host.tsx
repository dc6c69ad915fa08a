"use client";

import { late } from "../frame/late.tsx";
import { useUploads } from "../jobs/use-jobs.ts";

const UploadTray = late(async () => (await import("./upload-tray.tsx")).UploadTray);

/** Files on their way, on every page; gone when there are none. */
export function UploadTrayHost() {
  const uploads = useUploads().filter((upload) => upload.phase !== "sent");
  return uploads.length === 0 ? null : <UploadTray uploads={uploads} />;
}
