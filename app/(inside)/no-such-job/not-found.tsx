import { NoSuchJob } from "@/components/job/no-such-job";

export default function NotFound() {
  return <NoSuchJob />;
}
