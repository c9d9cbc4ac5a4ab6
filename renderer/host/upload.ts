// Sends a file to the web server this page came from. By XMLHttpRequest, because fetch does not say how far it is.
import {
  type Uploaded,
  uploadedSchema,
  type UploadRefusal,
  uploadRefusalSchema,
} from "#shared/host-api/import-schema.ts";
import { RequestError } from "#shared/host-api/envelope.ts";
import type { UploadOptions } from "../live/live-context.ts";

const brokenOff: UploadRefusal = {
  message: "The file did not arrive.",
  hint: "The link broke off, or the host refused it. Try again.",
};

/** Resolves with what the file was. Rejects with a RequestError when it was refused or broken off. */
export function uploadFile(file: File, { signal, onSent }: UploadOptions): Promise<Uploaded> {
  return new Promise((resolve, reject) => {
    const fail = (refusal: UploadRefusal): void => reject(new RequestError({ code: "refused", ...refusal }));
    const sending = new XMLHttpRequest();
    sending.open("PUT", `/upload?name=${encodeURIComponent(file.name)}`);
    sending.upload.addEventListener("progress", ({ loaded }) => onSent(loaded));
    sending.addEventListener("error", () => fail(brokenOff));
    sending.addEventListener("abort", () => fail(brokenOff));
    sending.addEventListener("load", () => {
      const body = parsed(sending.responseText);
      const uploaded = uploadedSchema.safeParse(body);
      const refusal = uploadRefusalSchema.safeParse(body);
      if (sending.status === 200 && uploaded.success) resolve(uploaded.data);
      else fail(refusal.success ? refusal.data : brokenOff);
    });
    signal.addEventListener("abort", () => sending.abort());
    sending.send(file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not in our words: a proxy answered.
  }
}
