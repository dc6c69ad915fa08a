import type { Metadata } from "next";
import { JobPage } from "@/components/job/job-page";

export const metadata: Metadata = { title: "A job" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <JobPage id={id} />;
}
