import type { Readable } from "node:stream";
import busboy from "busboy";
import { S3Error } from "../s3-error.ts";
import type { S3Request } from "../s3-request.ts";

const maxFieldsBytes = 20 * 1024;
const maxFields = 200;

export interface UploadForm {
  /** The fields before the file, by lower-case name; S3 ignores what comes after it. */
  readonly fields: ReadonlyMap<string, string>;
  readonly fileName: string;
  readonly file: Readable;
}

/** Reads a browser's form up to its file, which streams on from there. */
export function readUploadForm({ raw, askForBody }: S3Request): Promise<UploadForm> {
  const { promise, resolve, reject } = Promise.withResolvers<UploadForm>();
  const fields = new Map<string, string>();
  let fieldsBytes = 0;
  const parser = openParser(raw.headers);
  const refuse = (error: S3Error) => {
    raw.unpipe(parser);
    reject(error);
  };

  parser.on("field", (name, value, { valueTruncated, nameTruncated }) => {
    const field = name.toLowerCase();
    fieldsBytes += Buffer.byteLength(name) + Buffer.byteLength(value);
    if (valueTruncated || nameTruncated || fieldsBytes > maxFieldsBytes || fields.size >= maxFields) {
      refuse(new S3Error("MaxPostPreDataLengthExceeded", "Your POST request fields preceding the upload file were too large."));
    } else if (fields.has(field)) {
      refuse(new S3Error("InvalidArgument", `POST requires exactly one ${name} field.`, { details: { ArgumentName: name } }));
    }
    fields.set(field, value);
  });
  parser.on("file", (name, file, { filename }) => {
    // A connection that breaks before anybody reads the file would otherwise be an error without a listener.
    file.on("error", reject);
    if (name === "file") resolve({ fields, fileName: filename ?? "", file });
    else refuse(wrongFileCount());
  });
  parser.on("error", (cause) => refuse(Object.assign(malformedForm(), { cause })));
  parser.on("close", () => refuse(wrongFileCount()));
  raw.on("close", () => parser.destroy());
  askForBody();
  raw.pipe(parser);
  return promise;
}

function openParser(headers: S3Request["raw"]["headers"]): busboy.Busboy {
  try {
    return busboy({
      headers,
      defParamCharset: "utf8",
      limits: { fieldSize: maxFieldsBytes, fieldNameSize: 1024, fields: maxFields + 1, files: 1 },
    });
  } catch (cause) {
    throw Object.assign(malformedForm(), { cause });
  }
}

function malformedForm(): S3Error {
  return new S3Error("MalformedPOSTRequest", "The body of your POST request is not well-formed multipart/form-data.");
}

function wrongFileCount(): S3Error {
  return new S3Error("IncorrectNumberOfFilesInPostRequest", "POST requires exactly one file upload per request.");
}
