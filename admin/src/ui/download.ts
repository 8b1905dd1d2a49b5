/** Gives the reader a text as a file. */
export function download(name: string, text: string, type: string): void {
  // Spreadsheets take a CSV file without the mark of UTF-8 for one of an older encoding.
  const mark = type === 'text/csv' ? '\uFEFF' : '';
  const address = URL.createObjectURL(new Blob([mark, text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
