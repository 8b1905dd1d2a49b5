/** Brings documents into the library. */
import type { JSX } from 'react';
import { Guard } from '../../shell/guard.js';
import { Screen } from '../../ui/screen.js';
import { words } from '../../words/en.js';
import { PlacePart } from './place-part.js';
import { UploadPart } from './upload-part.js';
import './add.css';

export function AddScreen(): JSX.Element {
  return (
    <Guard action="INGEST_RUN">
      <Screen title={words.add.title} about={words.add.about}>
        <div className="add">
          <UploadPart />
          <PlacePart />
        </div>
      </Screen>
    </Guard>
  );
}
