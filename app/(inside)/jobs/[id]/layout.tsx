import { headers } from "next/headers";
import type { ReactNode } from "react";
import { SentJob } from "@/components/job/sent-job";
import { backend } from "../../../_server/backend.ts";
import { readSentJob } from "../../../_server/sent-job.ts";

/** Around the page's skeleton, not behind it: a document begins with what is known of the job. */
export default async function Layout({ params, children }: { params: Promise<{ id: string }>; children: ReactNode }) {
  const { id } = await params;
  return <SentJob job={await readSentJob(await headers(), id, backend())}>{children}</SentJob>;
}
