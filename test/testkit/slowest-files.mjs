/** Tells at the end of a run which test files took longest. */
const shown = 10;

export default class SlowestFiles {
  onRunComplete(_contexts, { testResults }) {
    if (testResults.length <= shown) return;
    const lines = testResults
      .toSorted((a, b) => b.perfStats.runtime - a.perfStats.runtime)
      .slice(0, shown)
      .map(({ testFilePath, displayName, perfStats: { runtime } }) => {
        const name = testFilePath.slice(testFilePath.lastIndexOf('/') + 1);
        return `${(runtime / 1000).toFixed(0).padStart(5)} s  ${displayName?.name ?? ''} ${name}`;
      });
    process.stderr.write(`\nThe slowest files:\n${lines.join('\n')}\n`);
  }
}
