import type { UploadTicket } from "../api/requests.ts";
import type { Ports } from "../ports/ports.ts";
import type { Job, JobFile } from "./job.ts";

/** Signs how each file is uploaded, in the order of the files, unless it is there already: exact key, type and job, no more bytes than announced. */
export async function signUploads(ports: Pick<Ports, "objects" | "settings">, job: Job): Promise<UploadTicket[]> {
  const uploaded = job.files.filter(({ upload }) => upload.kind !== "result");
  return await Promise.all(uploaded.map((file) => signUpload(ports, job, file)));
}

async function signUpload(ports: Pick<Ports, "objects" | "settings">, job: Job, file: JobFile): Promise<UploadTicket> {
  if (file.upload.kind === "multipart") return { kind: "multipart", partSize: file.upload.partSize };
  const signed = await ports.objects.signPost({
    key: file.key,
    contentType: file.type,
    maxBytes: file.size,
    metadata: { job: job.id },
    expiresInSeconds: ports.settings.uploadLinkSeconds,
  });
  return { kind: "post", ...signed };
}
