/** What IT is given: how things stand, never anything about a patient. */

/** Lines of label and value. */
export type Report = readonly (readonly [label: string, value: string | number | null | undefined])[];

/** The lines as plain text; what is not known is left out. Labels are the words IT greps for, hence not translated. */
export const reportText = (report: Report): string =>
  report
    .filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([label, value]) => `${label}: ${value}`)
    .join("\n");

/** Puts `text` on the clipboard; false where the system refuses. */
export const copyText = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
};
