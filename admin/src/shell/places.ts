/** The screens that the navigation and the palette lead to, and what one must be allowed to see them. */
import { words } from '../words/en.js';

export interface Place {
  readonly to: string;
  readonly name: string;
  readonly action: string;
}

export interface PlaceGroup {
  readonly name: string;
  readonly places: readonly Place[];
}

export const placeGroups: readonly PlaceGroup[] = [
  {
    name: words.navigation.work,
    places: [{ to: '/', name: words.navigation.today, action: 'curation.read' }],
  },
];
