import type { Metadata } from "next";
import { headers } from "next/headers";
import { JobPage } from "@/components/job/job-page";
import { backend } from "../../../_server/backend.ts";
import { readSentJob } from "../../../_server/sent-job.ts";

export const metadata: Metadata = { title: "A job" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <JobPage id={id} sent={await readSentJob(await headers(), id, backend())} />;
}
