/**
 * A URI (or a component of its path) in the form in which two of them can be compared: decoded, since writers of URIs
 * encode more or fewer characters, and with the drive letter of Windows in lower case.
 */
export function comparable(uri: string): string {
  return decode(uri).replace(/^file:\/\/\/[A-Z]:/, drive => drive.toLowerCase());
}

/** Decodes what is percent-encoded; gives the text as it is where that is no valid encoding. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
