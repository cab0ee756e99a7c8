/** A sheet would take what begins so for a formula, of full width too; the same as what the command line writes. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

function csvCell(value: unknown): string {
  const text = value === null || value === undefined ? '' : typeof value === 'object' ? (Array.isArray(value) ? value.join(';') : JSON.stringify(value)) : String(value);
  const safe = FORMULA.test(text) && typeof value !== 'number' ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as CSV (RFC 4180), with the names of the columns first. */
export const toCsv = (columns: readonly string[], rows: readonly Readonly<Record<string, unknown>>[]): string =>
  `${[columns.map(csvCell), ...rows.map((row) => columns.map((column) => csvCell(row[column])))].map((line) => line.join(',')).join('\r\n')}\r\n`;

/** Gives the browser a file to keep. */
export function download(name: string, type: string, content: BlobPart): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  // The browser reads it after the click has ended.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
