/** A part of the screen with its heading. */
import { useId, type JSX, type ReactNode } from 'react';

export interface PartProps {
  readonly title: string;
  readonly about?: string;
  readonly children: ReactNode;
}

export function Part({ title, about, children }: PartProps): JSX.Element {
  const id = useId();
  return (
    <section className="part" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {about !== undefined && <p className="soft">{about}</p>}
      {children}
    </section>
  );
}
