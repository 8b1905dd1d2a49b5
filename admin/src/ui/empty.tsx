/** Says why nothing is there and what to do about it. */
import type { JSX, ReactNode } from 'react';

export interface EmptyProps {
  readonly title: string;
  readonly children?: ReactNode;
}

export function Empty({ title, children }: EmptyProps): JSX.Element {
  return (
    <div className="empty">
      <p className="title">{title}</p>
      {children}
    </div>
  );
}
