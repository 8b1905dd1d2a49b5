/** The first screen. */

export const todayWords = {
  today: {
    title: 'Today',
    about: 'What the library holds.',
    empty: {
      title: 'The library holds no documents yet',
      text: 'Ingest a folder, an archive or a site with `npx mcdewey ingest PATH`. What was read can be corrected here afterwards.',
    },
    figures: { vendors: 'Vendors', products: 'Products', versions: 'Versions', documents: 'Documents' },
  },
};
