// Gives a person a file: the browser's own download, nothing is sent anywhere.

/** Saves `content` under a file name. */
export function download(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has the blob by then; it reads it after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
