/** Whether what `Answer` shows is the answer to what is asked now, and not what stays from before until that has come. */
import { createContext } from 'react';

export const SettledContext = createContext(true);
