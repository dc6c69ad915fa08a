import { notFound } from "next/navigation";

/** What the proxy shows in place of a job's page where there is no job: a page of its own has a status of its own. */
export default function Page() {
  notFound();
}
